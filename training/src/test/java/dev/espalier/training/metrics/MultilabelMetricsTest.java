package dev.espalier.training.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Task;
import dev.espalier.dsl.Tasks;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MultilabelMetricsTest {
  private static final Task TASK = Tasks.multilabel("m", 4);

  /** Row by row, with a tie across rows: of the second row no label of the two best is true. */
  private static final float[] SAID = {
    .9f, .6f, .3f, .1f, .2f, .7f, .5f, .4f, .8f, .1f, .6f, .5f, .1f, .2f, .3f, .4f
  };

  /** Label by label; the last row has no true label. */
  private static final float[] TRUE = {
    1, 1, 0, 0, /* second */ 0, 0, 0, 0, /* third */ 1, 0, 1, 0, /* fourth */ 0, 1, 1, 0
  };

  private static double value(CustomMetric metric, float[] weights) {
    return TaskMetrics.of(TASK, List.of(metric), SAID, TRUE, weights).value(metric.metric());
  }

  /**
   * Worked out by hand. First row: true ones at places 1 and 3; second: at 3 and 4; third: at 2 and
   * 3.
   */
  @Test
  void areWhatTheySay() {
    assertThat(value(Metrics.map(4), null))
        .isCloseTo(
            ((1 + 2 / 3.) / 2 + (1 / 3. + 2 / 4.) / 2 + (1 / 2. + 2 / 3.) / 2) / 3, within(1e-12));
    assertThat(value(Metrics.map(2), null)).isCloseTo((1 / 2. + 0 + 1 / 2. / 2) / 3, within(1e-12));
    assertThat(value(Metrics.map(1), null)).isCloseTo(1 / 3., within(1e-12));
    // Two of each row: .9 yes, .8 no, .7 no, .6 no and yes, .5 no, .4 no, .3 no; six yes in all.
    assertThat(value(Metrics.gap(2), null)).isCloseTo((1 + 2 / 5.) / 6, within(1e-12));
  }

  /** A label without weight is not there; otherwise weights count rows. */
  @Test
  void weighWhatTheyCount() {
    float[] weights = new float[16];
    java.util.Arrays.fill(weights, 1);
    weights[0] = 0; // Of the first row the first label, which was the likeliest.
    assertThat(value(Metrics.map(4), weights))
        .isCloseTo((1 / 2. + (1 / 3. + 2 / 4.) / 2 + (1 / 2. + 2 / 3.) / 2) / 3, within(1e-12));
    for (int label = 0; label < 4; label++) {
      weights[4 * label] = 0;
      weights[4 * label + 1] = 2;
    }
    assertThat(value(Metrics.map(4), weights))
        .isCloseTo(((1 / 3. + 2 / 4.) + (1 / 2. + 2 / 3.) / 2) / 3, within(1e-12));
    // .8 no, .7 twice no, .6 yes, .5 twice no, .4 no, .3 no.
    assertThat(value(Metrics.gap(2), weights)).isCloseTo(1 / 4. / 6, within(1e-12));
  }

  /** As the evaluation of YouTube-8M counts, written down from its description. */
  @Test
  void globalPrecisionIsThatOfOneRanking() {
    Random random = new Random(8);
    for (int round = 0; round < 100; round++) {
      int rows = 1 + random.nextInt(20);
      int count = 1 + random.nextInt(30);
      float[] said = new float[rows * count];
      float[] truth = new float[rows * count];
      for (int i = 0; i < said.length; i++) {
        said[i] = random.nextFloat();
        truth[i] = random.nextInt(4) == 0 ? 1 : 0;
      }
      truth[0] = 1;
      List<int[]> pooled = new java.util.ArrayList<>();
      double positives = 0;
      for (int row = 0; row < rows; row++) {
        int own = row;
        List<int[]> best = new java.util.ArrayList<>();
        for (int label = 0; label < count; label++) {
          best.add(new int[] {row, label});
          positives += truth[label * rows + row];
        }
        best.sort((a, b) -> Float.compare(said[own * count + b[1]], said[own * count + a[1]]));
        pooled.addAll(best.subList(0, Math.min(20, count)));
      }
      pooled.sort((a, b) -> Float.compare(said[b[0] * count + b[1]], said[a[0] * count + a[1]]));
      double sum = 0;
      int found = 0;
      for (int i = 0; i < pooled.size(); i++) {
        if (truth[pooled.get(i)[1] * rows + pooled.get(i)[0]] == 1) {
          sum += ++found / (i + 1.) / positives;
        }
      }
      assertThat(GlobalAveragePrecision.of(20, count, said, truth, null))
          .isCloseTo(sum, within(1e-9));
    }
  }

  @Test
  void areNotANumberWhereTheyAreNotDefined() {
    float[] no = new float[4];
    float[] half = {.5f, .5f, .5f, .5f};
    float[] none = {Float.NaN, .5f, .5f, .5f};
    float[] yes = {1, 1, 1, 1};
    assertThat(MeanAveragePrecision.of(2, 2, half, no, null)).isNaN();
    assertThat(GlobalAveragePrecision.of(2, 2, half, no, null)).isNaN();
    assertThat(MeanAveragePrecision.of(2, 2, none, yes, null)).isNaN();
    assertThat(GlobalAveragePrecision.of(2, 2, none, yes, null)).isNaN();
    assertThat(GlobalAveragePrecision.of(2, 2, none, yes, new float[] {0, 1, 1, 1})).isEqualTo(1);
  }

  @Test
  void areOfTasksWithSeveralLabels() {
    assertThat(Metrics.gap(20).measures(TASK.target())).isTrue();
    assertThat(Metrics.map(5).measures(Tasks.binary("b").target())).isFalse();
  }
}
