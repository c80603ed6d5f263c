package dev.espalier.training.internal;

import static dev.espalier.training.GradientSteps.alignedMtl;
import static dev.espalier.training.GradientSteps.equalWeights;
import static dev.espalier.training.GradientSteps.pcGrad;
import static dev.espalier.training.GradientSteps.sgd;
import static dev.espalier.training.GradientSteps.sketchedGram;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.graph.internal.Objective;
import dev.espalier.training.GradientChain;
import dev.espalier.training.GradientException;
import dev.espalier.training.GradientStep;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The kernel of the experts has five inputs: a sketch of two columns is less work, of three not.
 */
class SketchedSurgeryTest {
  private static final int SKETCHED = 2;
  private static final int EXACT = 3;

  /** Whatever the estimate: shared weights move along the sum with its factors, others alone. */
  @ParameterizedTest(name = "{0} tasks, boundary {1}, penalised {2}")
  @CsvSource({"2, true, false", "3, true, true", "4, false, false", "2, false, true"})
  void movesAlongTheExactSum(int tasks, boolean bounded, boolean penalised) {
    try (InGraph in = new InGraph()) {
      SmallMixture model = new SmallMixture(in, tasks);
      Objective objective =
          in.objective(
              model.losses,
              bounded ? model.boundary : List.of(),
              penalised ? model.penalty : null,
              List.of());
      TrainingStep step = step(in, objective, sketchedGram(SKETCHED, pcGrad()));
      List<Operand<TFloat32>> each = TaskPasses.of(in, model.losses, in.weights);
      List<Operand<TFloat32>> penalties = TaskPasses.of(in, List.of(model.penalty), in.weights);
      in.initialize();
      List<float[]> byTask = in.floats(each);
      List<float[]> byPenalty = in.floats(penalties);
      float[] surgery = in.floats(step.surgery());
      assertThat(surgery).hasSize((tasks + 1) * tasks);

      List<Operand<TFloat32>> reads =
          in.weights.stream().map(weight -> in.read(weight.handle())).toList();
      List<float[]> before = in.floats(reads);
      in.run(step.train());
      List<float[]> after = in.floats(reads);
      int n = in.weights.size();
      for (int i = 0; i < n; i++) {
        if (in.weights.get(i).isTable()) {
          continue; // its rows are compared in SurgeryTest
        }
        for (int p = 0; p < before.get(i).length; p++) {
          double expected = penalised ? byPenalty.get(i)[p] : 0;
          for (int t = 0; t < tasks; t++) {
            double factor = in.weights.get(i).shared() ? surgery[tasks * tasks + t] : 1;
            expected += factor * byTask.get(t * n + i)[p];
          }
          assertThat((double) before.get(i)[p] - after.get(i)[p])
              .as("%s entry %d", in.weights.get(i).name(), p)
              .isCloseTo(expected, within(3e-6 * (1 + Math.abs(expected))));
        }
      }
    }
  }

  /** Over 600 draws, within five standard errors of each entry. */
  @Test
  void estimatesTheGramMatrixWithoutBias() {
    int draws = 600;
    try (InGraph in = new InGraph()) {
      SmallMixture model = new SmallMixture(in, 3);
      TrainingStep exact = step(in, model.cut(), pcGrad());
      TrainingStep sketched =
          new StepAssembly(
                  GradientChain.of(sketchedGram(SKETCHED, pcGrad()), sgd(1e-30f)), in.variables)
              .step(model.cut());
      in.initialize();
      float[] real = in.floats(exact.surgery());
      double[] sum = new double[9];
      double[] squares = new double[9];
      for (int draw = 0; draw < draws; draw++) {
        float[] estimate = in.floats(sketched.surgery());
        for (int i = 0; i < 9; i++) {
          sum[i] += estimate[i];
          squares[i] += (double) estimate[i] * estimate[i];
        }
        in.run(sketched.train());
      }
      for (int i = 0; i < 9; i++) {
        double mean = sum[i] / draws;
        double error = Math.sqrt((squares[i] / draws - mean * mean) / draws);
        assertThat(error).as("it is an estimate").isPositive();
        assertThat(mean).isCloseTo(real[i], within(5 * error));
      }
    }
  }

  @Test
  void isExactWhereASketchIsNoLessWork() {
    try (InGraph in = new InGraph()) {
      SmallMixture model = new SmallMixture(in, 3);
      TrainingStep exact = step(in, model.cut(), pcGrad());
      TrainingStep wide = step(in, model.cut(), sketchedGram(EXACT, pcGrad()));
      in.initialize();
      assertThat(in.floats(wide.surgery()))
          .containsExactly(in.floats(exact.surgery()), within(1e-4f));
    }
  }

  @Test
  void refusesMergesThatDoNotReadProducts() {
    assertThatExceptionOfType(GradientException.class)
        .isThrownBy(() -> sketchedGram(32, equalWeights()))
        .withMessageContaining("sketchedGram.merge")
        .withMessageContaining("EqualWeights");
    assertThatExceptionOfType(GradientException.class)
        .isThrownBy(() -> sketchedGram(32, sketchedGram(32, pcGrad())))
        .withMessageContaining("sketchedGram.merge");
    assertThatExceptionOfType(GradientException.class)
        .isThrownBy(() -> sketchedGram(0, alignedMtl()))
        .withMessageContaining("sketchedGram.rank");
  }

  private static TrainingStep step(InGraph in, Objective objective, GradientStep.Merge merge) {
    return new StepAssembly(GradientChain.of(merge, sgd(1f)), in.variables).step(objective);
  }
}
