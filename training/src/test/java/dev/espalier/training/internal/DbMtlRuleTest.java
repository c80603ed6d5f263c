package dev.espalier.training.internal;

import static dev.espalier.training.GradientSteps.dbMtl;
import static dev.espalier.training.GradientSteps.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.graph.internal.Weight;
import dev.espalier.training.DbMtl;
import dev.espalier.training.GradientChain;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class DbMtlRuleTest {
  private static final float[][] CENTERS = {{1, -2}, {-0.5f, 3}, {2, 0.5f}};
  private static final float[] CURVES = {1, 20, 0.3f};
  private static final float RATE = 0.02f;

  /** Losses c_t ‖w − a_t‖² / 2 + 0.1, whose gradients are known. */
  @ParameterizedTest
  @ValueSource(floats = {0f, 0.5f})
  void stepsAsThePaperDoes(float power) {
    DbMtl merge = dbMtl().decay(0.8f).power(power);
    try (InGraph in = new InGraph()) {
      Weight weight = in.weight("w", true, Shape.of(2), 0.3f, 0.7f);
      List<Operand<TFloat32>> losses = new ArrayList<>();
      for (int t = 0; t < 3; t++) {
        losses.add(loss(in.tf, weight, t));
      }
      TrainingStep step =
          new StepAssembly(GradientChain.of(merge, sgd(RATE)), in.variables)
              .step(in.objective(losses));
      in.initialize();
      double[] expected = {0.3f, 0.7f};
      double[][] averages = new double[3][2];
      for (int k = 1; k <= 8; k++) {
        in.run(step.train());
        move(expected, averages, 0.8 / Math.pow(k, power));
        float[] moved = in.value(weight.handle());
        for (int p = 0; p < 2; p++) {
          assertThat(moved[p]).as("step %s", k).isCloseTo((float) expected[p], within(1e-4f));
        }
      }
    }
  }

  private static Operand<TFloat32> loss(Ops tf, Weight weight, int t) {
    return tf.math.add(
        tf.math.mul(
            tf.nn.l2Loss(tf.math.sub(weight.leaf(), tf.constant(CENTERS[t]))),
            tf.constant(CURVES[t])),
        tf.constant(0.1f));
  }

  private static void move(double[] w, double[][] averages, double kept) {
    double longest = 0;
    double[] lengths = new double[3];
    for (int t = 0; t < 3; t++) {
      double square = 0;
      for (int p = 0; p < 2; p++) {
        square += Math.pow(w[p] - CENTERS[t][p], 2);
      }
      double loss = CURVES[t] * square / 2 + 0.1;
      for (int p = 0; p < 2; p++) {
        double gradient = CURVES[t] * (w[p] - CENTERS[t][p]) / loss;
        averages[t][p] = kept * averages[t][p] + (1 - kept) * gradient;
      }
      lengths[t] = VectorPcGrad.norm(averages[t]);
      longest = Math.max(longest, lengths[t]);
    }
    for (int t = 0; t < 3; t++) {
      for (int p = 0; p < 2; p++) {
        w[p] -= RATE * longest / lengths[t] * averages[t][p];
      }
    }
  }

  /** Of the same examples again and again, so that means of logarithms are those of one batch. */
  @Test
  void microBatchesAreMergedAsOneBatch() {
    List<float[]> whole = moved(1);
    List<float[]> parts = moved(3);
    for (int i = 0; i < whole.size(); i++) {
      assertThat(parts.get(i)).containsExactly(whole.get(i), within(1e-4f));
    }
  }

  private static List<float[]> moved(int parts) {
    try (InGraph in = new InGraph()) {
      SmallMixture model = new SmallMixture(in, 3);
      TrainingStep step =
          new StepAssembly(GradientChain.of(dbMtl(), sgd(0.01f)), in.variables)
              .step(model.cut(), parts);
      var reads = in.weights.stream().map(Weight::handle).map(in::read).toList();
      in.initialize();
      for (int i = 0; i < 4; i++) {
        step.collect().forEach(in::run);
        in.run(step.train());
      }
      return in.floats(reads);
    }
  }

  /** Rows of a table that no batch reads stay; the loss of a task without an example is zero. */
  @Test
  void tablesAndAbsentTasksStayFinite() {
    try (InGraph in = new InGraph()) {
      SmallMixture model = new SmallMixture(in, 3);
      List<Operand<TFloat32>> losses = new ArrayList<>(model.losses);
      losses.set(1, in.tf.math.mul(losses.get(1), in.tf.constant(0f)));
      TrainingStep step =
          new StepAssembly(GradientChain.of(dbMtl(), sgd(0.01f)), in.variables)
              .step(in.objective(losses, model.boundary, null, List.of()));
      Weight table = in.weights.get(0);
      in.initialize();
      float[] before = in.value(table.handle());
      for (int i = 0; i < 5; i++) {
        in.run(step.train());
      }
      float[] after = in.value(table.handle());
      for (int row = 0; row < SmallMixture.ROWS; row++) {
        boolean read = row == 1 || row == 4 || row == 7;
        assertThat(after[2 * row] != before[2 * row]).as("row %s", row).isEqualTo(read);
        assertThat(after[2 * row]).isFinite();
      }
    }
  }
}
