package dev.espalier.training.internal;

import static dev.espalier.training.GradientSteps.pcGradAccord;
import static dev.espalier.training.GradientSteps.pcGradAdaGrad;
import static dev.espalier.training.GradientSteps.pcGradAdam;
import static dev.espalier.training.GradientSteps.pcGradMomentum;
import static dev.espalier.training.GradientSteps.pcGradNesterov;
import static dev.espalier.training.GradientSteps.pcGradRmsProp;
import static dev.espalier.training.internal.VectorPcGradFamily.average;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.training.GradientStep;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PcGradFamilyRuleTest {

  static Stream<Arguments> members() {
    ToDoubleFunction<List<Double>> none = history -> 0;
    return Stream.of(
        member(
            pcGradMomentum(), history -> 0.5 * Math.max(0, -average(history, 0.9, k -> k)), none),
        member(
            pcGradNesterov(),
            history -> 0.5 * Math.min(1, Math.max(0, -VectorPcGradFamily.forecast(history))),
            none),
        member(
            pcGradAdaGrad(),
            history -> 0.5 * Math.sqrt(average(history, 1, k -> Math.pow(Math.min(0, k), 2))),
            none),
        member(
            pcGradRmsProp(),
            history -> 0.5 * Math.sqrt(average(history, 0.9, k -> Math.pow(Math.min(0, k), 2))),
            none),
        member(
            pcGradAdam(),
            history ->
                history.isEmpty()
                    ? 0
                    : 0.5
                        * Math.max(0, -average(history, 0.9, k -> k))
                        / Math.sqrt(average(history, 0.9, k -> k * k)),
            none),
        member(pcGradAccord(), none, history -> 0.5 * average(history, 0.9, k -> Math.max(0, k))));
  }

  private static Arguments member(
      GradientStep.Merge merge,
      ToDoubleFunction<List<Double>> margin,
      ToDoubleFunction<List<Double>> pull) {
    return Arguments.of(merge, margin, pull);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("members")
  void mergesAsItsDocumentationSays(
      GradientStep.Merge merge,
      ToDoubleFunction<List<Double>> margin,
      ToDoubleFunction<List<Double>> pull) {
    for (int tasks : new int[] {1, 2, 3, 8, 32}) {
      Random random = new Random(tasks);
      double[] common = random.doubles(Grams.WIDTH).toArray();
      VectorPcGradFamily slow = new VectorPcGradFamily(tasks, margin, pull);
      try (GramTrial trial = new GramTrial(MergeRules.of(merge), tasks)) {
        for (int step = 0; step < 10; step++) {
          double[][] rows = rows(random, common, tasks);
          double[] expected = slow.step(rows, trial.orders(step));
          double[] w = trial.step(Grams.of(rows), step);
          GramTrial.assertSum(tasks + " tasks, step " + step, rows, w, expected);
        }
      }
    }
  }

  /** Gradients that mostly conflict; some are absent. */
  private static double[][] rows(Random random, double[] common, int tasks) {
    double[][] rows = new double[tasks][Grams.WIDTH];
    for (int t = 0; t < tasks; t++) {
      double norm = random.nextInt(5) == 0 ? 0 : Math.pow(10, 4 * random.nextDouble() - 2);
      double turn = (t % 2 == 0 ? 1 : -1) + 0.7 * random.nextGaussian();
      for (int p = 0; p < Grams.WIDTH; p++) {
        rows[t][p] = norm * (random.nextGaussian() + turn * common[p]);
      }
    }
    return rows;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("members")
  void theFirstStepIsPcGrads(GradientStep.Merge merge) {
    Random random = new Random(6);
    try (GramTrial member = new GramTrial(MergeRules.of(merge), 5);
        GramTrial surgery = new GramTrial(new PcGradRule(), 5)) {
      for (int i = 0; i < 10; i++) {
        double[][] gram = Grams.random(random, 5, 2);
        GramRulesTest.assertClose(member.weights(gram), surgery.weights(gram), 1e-5);
      }
    }
  }

  /** The conflict ends at step 500; the margin at 550 is what is added to orthogonal gradients. */
  @Test
  void onlyAdaGradRemembersAConflictThatHasEnded() {
    double[] cosines = new double[550];
    Arrays.fill(cosines, 0, 500, -0.6);
    assertThat(marginAfter(pcGradAdaGrad(), cosines)).isCloseTo(0.286, within(5e-4));
    assertThat(marginAfter(pcGradRmsProp(), cosines)).isCloseTo(0.0215, within(5e-4));
  }

  @Test
  void adamCountsSteadyConflictAndNoNoise() {
    double[] steady = new double[200];
    Arrays.fill(steady, -0.1);
    assertThat(marginAfter(pcGradAdam(), steady)).isCloseTo(0.5, within(1e-5));
    double[] noise = new double[200];
    for (int i = 0; i < 200; i++) {
      noise[i] = i % 2 == 0 ? 0.8 : -0.8;
    }
    assertThat(marginAfter(pcGradAdam(), noise)).isBetween(0.01, 0.03);
    assertThat(marginAfter(pcGradRmsProp(), noise)).isGreaterThan(0.2);
  }

  @Test
  void nesterovSeesAConflictComing() {
    double[] falling = new double[60];
    for (int i = 0; i < 60; i++) {
      falling[i] = 0.59 - 0.01 * i;
    }
    assertThat(marginAfter(pcGradMomentum(), falling)).isCloseTo(0, within(1e-6));
    assertThat(marginAfter(pcGradNesterov(), falling)).isLessThan(0.01);
    double[] on = new double[75];
    for (int i = 0; i < 75; i++) {
      on[i] = 0.59 - 0.01 * i;
    }
    assertThat(marginAfter(pcGradNesterov(), on))
        .isGreaterThan(marginAfter(pcGradMomentum(), on) + 0.02);
  }

  /** Gradients that are all but opposite: to keep a distance task 0 would have to turn round. */
  @Test
  void aTaskIsNotTurnedAgainstItself() {
    try (GramTrial trial = new GramTrial(MergeRules.of(pcGradMomentum()), 2)) {
      double[] w = {};
      for (int step = 0; step < 20; step++) {
        w = trial.step(new double[][] {{1, -0.99}, {-0.99, 1}}, step);
      }
      GramRulesTest.assertClose(w, new double[] {1.99, 1.99}, 1e-5);
    }
  }

  /** What a step after these cosines of two unit gradients adds to orthogonal ones. */
  private static double marginAfter(GradientStep.Merge merge, double[] cosines) {
    try (GramTrial trial = new GramTrial(MergeRules.of(merge), 2)) {
      for (int step = 0; step < cosines.length; step++) {
        trial.step(new double[][] {{1, cosines[step]}, {cosines[step], 1}}, step);
      }
      return trial.step(new double[][] {{1, 0}, {0, 1}}, cosines.length)[0] - 1;
    }
  }

  @Test
  void itsSizeDoesNotGrowWithTheTasks() {
    for (GradientStep.Merge merge : List.of(pcGradMomentum(), pcGradAdam(), pcGradAccord())) {
      try (GramTrial few = new GramTrial(MergeRules.of(merge), 3);
          GramTrial many = new GramTrial(MergeRules.of(merge), 32)) {
        assertThat(many.ops()).isEqualTo(few.ops()).isLessThan(100);
      }
    }
  }
}
