package dev.espalier.training.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeLtrRuleTest {

  @Test
  void pinnedWeights() {
    PeLtrRule rule = new PeLtrRule(0.5);
    PinnedGrams.ORTHOGONAL.assertWeights(rule, 3 / 2.0, 1 / 2.0);
    PinnedGrams.CONFLICT.assertWeights(rule, 4 / 5.0, 6 / 5.0);
    PinnedGrams.THREE.assertWeights(rule, 13 / 10.0, 6 / 5.0, 1 / 2.0);
    PinnedGrams.LOW_RANK.assertWeights(rule, 5 / 2.0, 1 / 2.0, 1 / 2.0, 1 / 2.0);
    PinnedGrams.ZERO_ROW.assertWeights(rule, 22 / 17.0, 0, 12 / 17.0);
    PinnedGrams.RATIO.assertWeights(rule, 1 / 2.0, 1 / 2.0, 2);
    PinnedGrams.FOUR.assertWeights(rule, 1 / 2.0, 25 / 22.0, 41 / 22.0, 1 / 2.0);
  }

  @Test
  void withoutAShareItIsMgda() {
    Random random = new Random(2);
    for (int tasks : new int[] {2, 4, 8}) {
      try (GramTrial bounded = new GramTrial(new PeLtrRule(0), tasks);
          GramTrial free = new GramTrial(new MgdaRule(), tasks)) {
        for (int i = 0; i < 20; i++) {
          double[][] gram = Grams.random(random, tasks, 1);
          GramRulesTest.assertClose(bounded.weights(gram), free.weights(gram), 1e-4);
        }
      }
    }
  }

  /**
   * Where a task has more than its bound, no task's slope is below its own, the ridge included. The
   * gap is what float32 makes of the weights.
   */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8, 32})
  void isTheShortestWithinTheBounds(int tasks) {
    Random random = new Random(tasks);
    double share = 0.3;
    try (GramTrial trial = new GramTrial(new PeLtrRule(share), tasks)) {
      for (int i = 0; i < 40; i++) {
        double[][] gram = Grams.random(random, tasks, i % 3);
        double[] w = Arrays.stream(trial.weights(gram)).map(x -> x / tasks).toArray();
        assertThat(Arrays.stream(w).sum()).isCloseTo(1, within(1e-6));
        for (int t = 0; t < tasks; t++) {
          gram[t][t] *= 1 + RidgedGram.RIDGE * tasks;
        }
        double[] slopes = Grams.times(gram, w);
        double least = Arrays.stream(slopes).min().orElseThrow();
        double largest = Arrays.stream(Grams.norms(gram)).max().orElseThrow();
        double gap = 0;
        for (int t = 0; t < tasks; t++) {
          double free = w[t] - share / tasks;
          assertThat(free).isGreaterThan(-1e-7);
          gap += free * (slopes[t] - least);
        }
        assertThat(gap).as("matrix %s", i).isLessThan(2e-6 * largest * largest / tasks);
      }
    }
  }
}
