package dev.espalier.training.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaGradRuleTest {
  private static final double C = 0.4;

  @Test
  void pinnedWeights() {
    CaGradRule rule = new CaGradRule(C);
    PinnedGrams.ORTHOGONAL.assertWeights(rule, 1.894427190999916, 1);
    PinnedGrams.CONFLICT.assertWeights(rule, 1, 1.4);
    PinnedGrams.THREE.assertWeights(rule, 1.2647580015448903, 1.5098386676965936, 1);
    PinnedGrams.LOW_RANK.assertWeights(rule, 3.039607805437114, 1, 1, 1);
    PinnedGrams.ZERO_ROW.assertWeights(rule, 1.644980619863884, 0, 1);
    PinnedGrams.RATIO.assertWeights(rule, 246028.715219078, 1, 223014.35760953894);
    PinnedGrams.FOUR.assertWeights(rule, 1, 1.4, 2.2, 1);
  }

  /** The update lies c ‖g_0‖ from the mean, and no other weights make the objective smaller. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  void minimisesThePapersObjective(int tasks) {
    Random random = new Random(tasks);
    try (GramTrial trial = new GramTrial(new CaGradRule(C), tasks)) {
      for (int i = 0; i < 40; i++) {
        double[][] gram = Grams.random(random, tasks, i % 5);
        double[] norms = Grams.norms(gram);
        double[] mean = Arrays.stream(norms).map(norm -> norm / tasks).toArray();
        double[][] cosines = Grams.cosines(gram);
        double[] along = Grams.times(cosines, mean);
        double length = Math.sqrt(VectorPcGrad.dot(mean, along));
        double[] added = new double[tasks];
        double[] w = trial.weights(gram);
        for (int t = 0; t < tasks; t++) {
          added[t] = (w[t] - 1) / tasks * norms[t] / length;
          assertThat(added[t]).isGreaterThan(-1e-6);
          added[t] = Math.max(0, added[t]);
        }
        double square = VectorPcGrad.dot(added, Grams.times(cosines, added));
        assertThat(Math.sqrt(square)).isCloseTo(C, within(1e-5));
        double[] offsets = Arrays.stream(along).map(value -> value / length).toArray();
        SlowMaxMin slow = SlowMaxMin.ofGram(gram, offsets, C);
        double sum = VectorPcGrad.dot(slow.scales(), added);
        double[] y = Arrays.stream(added).map(value -> value / sum).toArray();
        assertThat(slow.excess(y)).as("matrix %s", i).isLessThan(1e-6);
      }
    }
  }

  /** What the paper promises: within the ball no direction helps the worst task more. */
  @ParameterizedTest
  @ValueSource(ints = {2, 4, 32})
  void helpsTheWorstTaskMoreThanTheMeanDoes(int tasks) {
    Random random = new Random(tasks);
    try (GramTrial trial = new GramTrial(new CaGradRule(C), tasks)) {
      double[] ones = new double[tasks];
      Arrays.fill(ones, 1);
      for (int i = 0; i < 40; i++) {
        double[][] gram = Grams.random(random, tasks, i % 3);
        double worst = Arrays.stream(Grams.times(gram, trial.weights(gram))).min().orElseThrow();
        double before = Arrays.stream(Grams.times(gram, ones)).min().orElseThrow();
        assertThat(worst).isGreaterThan(before);
      }
    }
  }

  @Test
  void nextToNoDistanceIsTheSum() {
    Random random = new Random(1);
    try (GramTrial trial = new GramTrial(new CaGradRule(1e-6), 4)) {
      for (int i = 0; i < 20; i++) {
        double[] w = trial.weights(Grams.random(random, 4, 0));
        GramRulesTest.assertClose(w, new double[] {1, 1, 1, 1}, 1e-4);
      }
    }
  }

  /** The worst task is helped most along the mean itself: d = (1 + c) g_0. */
  @Test
  void equalGradientsGiveTheirSumAndADistanceMore() {
    double[][] gram = new double[5][5];
    Arrays.stream(gram).forEach(row -> Arrays.fill(row, 3));
    double[] w = GramTrial.weights(new CaGradRule(C), gram);
    assertThat(Arrays.stream(w).sum()).isCloseTo(5 * (1 + C), within(1e-4));
  }

  /** The mean is zero: there is no distance to go. */
  @Test
  void oppositeGradientsGiveNoUpdate() {
    double[] w = GramTrial.weights(new CaGradRule(C), new double[][] {{1, -1}, {-1, 1}});
    assertThat(w[0] - w[1]).isCloseTo(0, within(1e-6));
  }
}
