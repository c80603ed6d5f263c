package dev.espalier.training.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.graph.internal.Weight;
import dev.espalier.training.CaGrad;
import dev.espalier.training.EqualWeights;
import dev.espalier.training.GradientChain;
import dev.espalier.training.GradientStep;
import dev.espalier.training.GradientSteps;
import dev.espalier.training.NashMtl;
import dev.espalier.training.SurgeryScopes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every merge that is a function of the Gram matrix. */
class GramRulesTest {
  private static final int TASKS = 5;

  /** Those to which the places of tasks do not matter. */
  static Stream<GradientStep.Merge> symmetric() {
    return Stream.of(
        GradientSteps.imtlG(),
        GradientSteps.alignedMtl(),
        GradientSteps.mgda(),
        GradientSteps.caGrad(),
        GradientSteps.upGrad(),
        GradientSteps.peLtr(0.5f),
        GradientSteps.nashMtl());
  }

  static Stream<GradientStep.Merge> merges() {
    return Stream.concat(
        symmetric(),
        Stream.of(
            GradientSteps.gradVac(),
            GradientSteps.pcGradMomentum(),
            GradientSteps.pcGradNesterov(),
            GradientSteps.pcGradAdaGrad(),
            GradientSteps.pcGradRmsProp(),
            GradientSteps.pcGradAdam(),
            GradientSteps.pcGradAccord()));
  }

  /** Those that give a gradient which all tasks share its sum. */
  static Stream<GradientStep.Merge> sums() {
    return merges().filter(merge -> !(merge instanceof CaGrad || merge instanceof NashMtl));
  }

  private static MergeRule rule(GradientStep.Merge merge) {
    return MergeRules.of(merge);
  }

  @Test
  void everyMergeHasItsRule() {
    List<Class<?>> kinds =
        new ArrayList<>(List.of(GradientStep.Merge.class.getPermittedSubclasses()));
    kinds.remove(GradientStep.Merge.Declared.class);
    List<GradientStep.Merge> all =
        Stream.concat(
                merges(),
                Stream.of(
                    GradientSteps.pcGrad(),
                    GradientSteps.gradDrop(),
                    GradientSteps.dbMtl(),
                    GradientSteps.sketchedGram(8, GradientSteps.pcGrad()),
                    SurgeryScopes.within(GradientSteps.pcGrad(), "shared0"),
                    SurgeryScopes.representationLevel(GradientSteps.pcGrad()),
                    GradientSteps.randomWeights(),
                    new EqualWeights()))
            .toList();
    assertThat(all).extracting(Object::getClass).hasSameElementsAs(kinds);
    assertThat(all).allSatisfy(merge -> assertThat(MergeRules.of(merge)).isNotNull());
  }

  @ParameterizedTest
  @MethodSource("merges")
  void anyNormsAndAnglesGiveNumbers(GradientStep.Merge merge) {
    for (int tasks : new int[] {1, 2, 3, 8, 32}) {
      Random random = new Random(tasks);
      try (GramTrial trial = new GramTrial(rule(merge), tasks)) {
        for (int i = 0; i < 60; i++) {
          double[][] gram = Grams.adversarial(random, tasks);
          assertThat(Arrays.stream(trial.weights(gram)))
              .as("%s tasks, %s", tasks, i)
              .allMatch(Double::isFinite);
        }
        assertThat(Arrays.stream(trial.weights(new double[tasks][tasks])))
            .allMatch(Double::isFinite);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("merges")
  void aGradientThatIsNotFiniteStopsNoRun(GradientStep.Merge merge) {
    try (GramTrial trial = new GramTrial(rule(merge), 3)) {
      for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
        double[][] gram = {{1, bad, 0}, {bad, bad, bad}, {0, bad, 1}};
        double[] checked = Grams.times(gram, trial.weights(gram));
        assertThat(Arrays.stream(checked).sum()).isNotFinite();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("symmetric")
  void theNamesOfTasksDoNotMatter(GradientStep.Merge merge) {
    Random random = new Random(3);
    try (GramTrial trial = new GramTrial(rule(merge), TASKS)) {
      for (int i = 0; i < 40; i++) {
        double[][] gram = Grams.random(random, TASKS, 2);
        int[] order = {3, 1, 4, 0, 2};
        double[] w = trial.weights(gram);
        double[] permuted = trial.weights(Grams.chosen(gram, order));
        assertClose(permuted, IntStream.of(order).mapToDouble(j -> w[j]).toArray(), 1e-5);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("symmetric")
  void aTaskOfNoGradientTakesNoPart(GradientStep.Merge merge) {
    Random random = new Random(4);
    try (GramTrial with = new GramTrial(rule(merge), TASKS);
        GramTrial without = new GramTrial(rule(merge), TASKS - 1)) {
      for (int i = 0; i < 40; i++) {
        double[][] gram = Grams.random(random, TASKS, 2);
        Arrays.fill(gram[1], 0);
        IntStream.range(0, TASKS).forEach(t -> gram[t][1] = 0);
        double[] w = with.weights(gram);
        double[] rest = without.weights(Grams.chosen(gram, 0, 2, 3, 4));
        assertClose(w, new double[] {rest[0], 0, rest[1], rest[2], rest[3]}, 1e-5);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sums")
  void equalGradientsGiveTheirSum(GradientStep.Merge merge) {
    for (double square : new double[] {1e-30, 1, 1e30}) {
      double[][] gram = new double[TASKS][TASKS];
      Arrays.stream(gram).forEach(row -> Arrays.fill(row, (float) square));
      double[] w = GramTrial.weights(rule(merge), gram);
      assertThat(Arrays.stream(w).sum()).isCloseTo(TASKS, within(1e-4));
    }
  }

  @ParameterizedTest
  @MethodSource("merges")
  void stepsOfAModelMoveItAndStayFinite(GradientStep.Merge merge) {
    for (int tasks : new int[] {2, 4}) {
      try (InGraph in = new InGraph()) {
        SmallMixture model = new SmallMixture(in, tasks);
        TrainingStep step =
            new StepAssembly(GradientChain.of(merge, GradientSteps.adam(1e-2f)), in.variables)
                .step(model.cut());
        var reads = in.weights.stream().map(Weight::handle).map(in::read).toList();
        in.initialize();
        List<float[]> before = in.floats(reads);
        for (int i = 0; i < 5; i++) {
          in.run(step.train());
        }
        List<float[]> after = in.floats(reads);
        for (int i = 0; i < after.size(); i++) {
          assertThat(after.get(i)).as(in.weights.get(i).name()).isNotEqualTo(before.get(i));
          for (float value : after.get(i)) {
            assertThat(value).isFinite();
          }
        }
        assertThat(in.steps()).isEqualTo(5);
      }
    }
  }

  static void assertClose(double[] actual, double[] expected, double tolerance) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i])
          .as("weight %s of %s, expected %s", i, actual, expected)
          .isCloseTo(expected[i], within(tolerance * (1 + Math.abs(expected[i]))));
    }
  }
}
