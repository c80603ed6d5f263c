package dev.espalier.training.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskAffinityTest {

  @Test
  void joinsTasksThatPullTheSameWay() {
    // a and c agree, b and d agree weakly, the groups disagree.
    History history =
        History.empty()
            .with(epoch(1, -.5, .8, -.2, -.1, .2, -.3))
            .with(epoch(2, -.3, .6, -.4, -.1, .1, -.1));
    TaskAffinity affinity = TaskAffinity.of(history);
    assertThat(affinity.clusters()).containsExactly(List.of("a", "c"), List.of("b", "d"));
    assertThat(affinity.pairs().get(0).cosine()).isEqualTo(-.4, within(1e-12));
    assertThat(affinity.pairs().get(0).conflictRate()).isEqualTo(.75);
  }

  /** a agrees with b and b with c, but a and c do so little that the three stay two groups. */
  @Test
  void joinsByTheMeanBetweenGroups() {
    History chain = History.empty().with(epoch(1, .9, -.8, -1, .5, -1, -1));
    assertThat(TaskAffinity.of(chain).clusters())
        .containsExactly(List.of("a", "b"), List.of("c"), List.of("d"));
  }

  @Test
  void pairsThatNeverMetSayNothing() {
    double none = Double.NaN;
    TaskAffinity affinity =
        TaskAffinity.of(History.empty().with(epoch(1, none, .5, none, none, none, none)));
    assertThat(affinity.clusters()).containsExactly(List.of("a", "c"), List.of("b"), List.of("d"));
    assertThat(affinity.pairs().get(0).cosine()).isNaN();
  }

  @Test
  void isEmptyWhereNobodyMeasured() {
    assertThat(TaskAffinity.of(History.empty()).clusters()).isEmpty();
  }

  /** Cosines of ab, ac, ad, bc, bd, cd. */
  private static Epoch epoch(int number, double... cosines) {
    Map<String, Double> losses = new LinkedHashMap<>();
    List.of("a", "b", "c", "d").forEach(task -> losses.put(task, 1.0));
    String[] pairs = {"ab", "ac", "ad", "bc", "bd", "cd"};
    List<GradientPair> all = new java.util.ArrayList<>();
    for (int i = 0; i < pairs.length; i++) {
      all.add(
          new GradientPair(
              pairs[i].substring(0, 1), pairs[i].substring(1), number / 2.0, cosines[i]));
    }
    return new Epoch(number, number, 0, 0, losses, List.of(), all, List.of(), List.of(), 0);
  }
}
