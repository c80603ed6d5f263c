package dev.espalier.training.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Target;
import dev.espalier.dsl.Tasks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupedMetricsTest {
  private static final float[] SCORES = AucTest.SCORES;
  private static final float[] LABELS = AucTest.LABELS;
  private static final float[] WEIGHTS = AucTest.WEIGHTS;
  private static final int[] GROUPS = {0, 0, 0, 1, 1, 1, 1, 0};
  private static final int[] ONE = new int[8];

  /** From roc_auc_score of scikit-learn 1.9.1, group by group, and NumPy's weighted mean. */
  @Test
  void areasArePinned() {
    assertThat(GroupedAuc.of(SCORES, LABELS, null, GROUPS)).isCloseTo(.6875, within(1e-15));
    assertThat(GroupedAuc.of(SCORES, LABELS, WEIGHTS, GROUPS))
        .isCloseTo(.6021317829457364, within(1e-15));
    assertThat(GroupedAuc.of(SCORES, LABELS, WEIGHTS, ONE))
        .isEqualTo(Auc.of(SCORES, LABELS, WEIGHTS));
  }

  /** From ndcg_score of scikit-learn 1.9.1, which shares gains of ties evenly too. */
  @Test
  void gainsArePinned() {
    float[] gains = {3, 2, 3, 0, 1, 2, 0, 1};
    assertThat(Ndcg.of(3, SCORES, gains, null, ONE)).isCloseTo(.3393978490514598, within(1e-12));
    assertThat(Ndcg.of(100, SCORES, gains, null, ONE)).isCloseTo(.6829389056428893, within(1e-12));
    assertThat(Ndcg.of(2, SCORES, gains, null, GROUPS))
        .isCloseTo(.47095460110722165, within(1e-12));
    float[] twice = {2, 2, 2, 1, 1, 1, 1, 2};
    assertThat(Ndcg.of(2, SCORES, gains, twice, GROUPS))
        .isCloseTo(.4680644904308746, within(1e-12));
  }

  /** The mean over all orders that the scores allow, each row a place. */
  @Test
  void tiesShareTheirGains() {
    Random random = new Random(4);
    for (int round = 0; round < 200; round++) {
      int rows = 1 + random.nextInt(6);
      int k = 1 + random.nextInt(rows + 1);
      float[] scores = new float[rows];
      float[] gains = new float[rows];
      for (int i = 0; i < rows; i++) {
        scores[i] = random.nextInt(3);
        gains[i] = random.nextInt(4);
      }
      gains[0] = 1;
      List<int[]> orders = new ArrayList<>();
      orders(new ArrayList<>(), rows, scores, orders);
      double mean = orders.stream().mapToDouble(order -> gained(order, k, gains)).sum();
      int[] best =
          IntStream.range(0, rows)
              .boxed()
              .sorted(Comparator.comparing((Integer row) -> -gains[row]))
              .mapToInt(row -> row)
              .toArray();
      assertThat(Ndcg.of(k, scores, gains, null, new int[rows]))
          .isCloseTo(mean / orders.size() / gained(best, k, gains), within(1e-9));
    }
  }

  private static void orders(List<Integer> taken, int rows, float[] scores, List<int[]> all) {
    if (taken.size() == rows) {
      all.add(taken.stream().mapToInt(row -> row).toArray());
    }
    for (int row = 0; row < rows; row++) {
      float score = scores[row];
      boolean highest =
          IntStream.range(0, rows)
              .noneMatch(other -> !taken.contains(other) && scores[other] > score);
      if (!taken.contains(row) && highest) {
        List<Integer> more = new ArrayList<>(taken);
        more.add(row);
        orders(more, rows, scores, all);
      }
    }
  }

  private static double gained(int[] order, int k, float[] gains) {
    double sum = 0;
    for (int place = 0; place < Math.min(k, order.length); place++) {
      sum += gains[order[place]] / (Math.log(place + 2) / Math.log(2));
    }
    return sum;
  }

  /** One label only, no gain, no group: left out, of the counts as well. */
  @Test
  void someGroupsAreLeftOut() {
    float[] scores = {.1f, .9f, .5f, .5f, .3f, .2f, .8f};
    float[] labels = {0, 1, 1, 1, 0, 0, 1};
    int[] groups = {0, 0, 1, 1, 2, 2, -1};
    assertThat(GroupedAuc.of(scores, labels, null, groups)).isEqualTo(1);
    assertThat(Ndcg.of(1, scores, labels, null, groups)).isCloseTo(1, within(1e-12));
    float[] weights = {1, 0, 1, 1, 1, 1, 1};
    assertThat(GroupedAuc.of(scores, labels, weights, groups)).isNaN();
    assertThat(Ndcg.of(1, scores, new float[7], null, groups)).isNaN();
    scores[0] = Float.NaN;
    assertThat(GroupedAuc.of(scores, labels, null, groups)).isNaN();
    assertThat(Ndcg.of(1, scores, labels, null, groups)).isNaN();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GroupedAuc.of(scores, labels, null, new int[2]))
        .withMessageContaining("received 2 groups and 7 labels");
  }

  @Test
  void classesInOrderAreGainsInTheOrderOfTheClassExpected() {
    float[] said = {.2f, .5f, .3f, .6f, .3f, .1f, .1f, .1f, .8f};
    float[] labels = {2, 0, 1};
    GroupedMetric ndcg = Metrics.ndcg(2, "query");
    assertThat(ndcg.measures(new Target.Ordinal(3))).isTrue();
    // Expected classes 1.1, .5, 1.7, so that gains come as 1, 3, 0; the best order is 3, 1.
    double log3 = Math.log(3) / Math.log(2);
    assertThat(ndcg.of(new Target.Ordinal(3), said, labels, null))
        .isCloseTo((1 + 3 / log3) / (3 + 1 / log3), within(1e-7));
  }

  @Test
  void areMeasuredByTheGroupsOfTheirColumn() {
    List<CustomMetric> own = List.of(Metrics.groupedAuc("user"), Metrics.ndcg(2, "query"));
    Map<String, int[]> groups = Map.of("user", GROUPS, "query", ONE);
    TaskMetrics both = TaskMetrics.of(Tasks.binary("click"), own, SCORES, LABELS, WEIGHTS, groups);
    assertThat(both.value(own.get(0).metric()))
        .isEqualTo(GroupedAuc.of(SCORES, LABELS, WEIGHTS, GROUPS));
    assertThat(both.value(own.get(1).metric())).isEqualTo(Ndcg.of(2, SCORES, LABELS, WEIGHTS, ONE));
    assertThat(TaskMetrics.of(Tasks.regression("r"), own, SCORES, LABELS, null, groups).values())
        .doesNotContainKey(own.get(0).metric());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TaskMetrics.of(Tasks.binary("click"), own, SCORES, LABELS, null))
        .withMessageContaining("auc_by_user takes the groups of column \"user\"");
  }

  @Test
  void haveNamesThatSayWhatTheyAre() {
    for (CustomMetric metric :
        List.of(
            Metrics.groupedAuc("user id"),
            Metrics.ndcg(10, "q"),
            Metrics.map(5),
            Metrics.gap(20))) {
      assertThat(Metrics.named(metric.metric().label()).orElseThrow().metric())
          .isEqualTo(metric.metric());
      assertThat(Metric.named(metric.metric().label())).contains(metric.metric());
    }
    assertThat(Metrics.named("auc_by_user id").orElseThrow())
        .isInstanceOfSatisfying(
            GroupedMetric.class, metric -> assertThat(metric.column()).isEqualTo("user id"));
    for (String wrong :
        List.of(
            "auc_by_",
            "auc",
            "ndcg@0_by_q",
            "ndcg@5",
            "ndcg_by_q",
            "map@5_by_q",
            "gap",
            "map@-1")) {
      assertThat(Metrics.named(wrong)).as(wrong).isEmpty();
    }
    assertThat(Metrics.names()).contains("pr_auc", "ndcg@K_by_COLUMN", "gap@K");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Metrics.ndcg(0, "q"))
        .withMessageContaining("metric ndcg: received k = 0; allowed are numbers from 1 on");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Metrics.groupedAuc(" "))
        .withMessageContaining("metric auc: received a column without a name");
  }
}
