package dev.espalier.training.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.graph.internal.Weight;
import dev.espalier.training.Ema;
import dev.espalier.training.GradientChain;
import dev.espalier.training.GradientSteps;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/** Averages of a weight and of a table's rows, against sums on paper. */
class WeightAveragesTest {
  private static final double DECAY = .9f;

  @Test
  void areThoseOfTheStepsThatWereTaken() {
    try (InGraph in = new InGraph()) {
      Ops tf = in.tf;
      Placeholder<TInt32> row = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(1)));
      Weight weight = in.weight("weight", true, Shape.of(2), 4, -3);
      Weight table = in.table("table", Shape.of(3, 1), row, 1, 2, 3);
      Operand<TFloat32> loss =
          tf.math.addN(List.of(tf.nn.l2Loss(weight.leaf()), tf.nn.l2Loss(table.leaf())));
      TrainingStep step =
          new StepAssembly(
                  GradientChain.of(GradientSteps.sgd(.5f)),
                  in.variables,
                  new StepExtras(null, null, new Ema((float) DECAY)))
              .step(in.objective(List.of(loss)));
      in.initialize();
      in.run(Objects.requireNonNull(step.exchange()));
      assertThat(in.value(weight.handle())).as("before any step").containsExactly(4, -3);
      in.run(step.exchange());

      // Every step halves the weight and the row that it gathers.
      double[] dense = new double[2];
      double[] rows = new double[3];
      int[] seen = new int[3];
      double[] trained = {4, -3};
      double[] trainedRows = {1, 2, 3};
      int[] gathered = {0, 2, 0, 0, 2};
      for (int t = 1; t <= gathered.length; t++) {
        try (TInt32 fed = TInt32.vectorOf(gathered[t - 1])) {
          in.session().runner().feed(row, fed).addTarget(step.train()).run().close();
        }
        int r = gathered[t - 1];
        trainedRows[r] /= 2;
        seen[r]++;
        rows[r] += (trainedRows[r] - rows[r]) * share(seen[r]);
        for (int i = 0; i < 2; i++) {
          trained[i] /= 2;
          dense[i] += (trained[i] - dense[i]) * share(t);
        }
      }
      assertHolds(in, weight.handle(), trained);
      in.run(step.exchange());
      assertHolds(in, weight.handle(), dense);
      assertHolds(in, table.handle(), new double[] {rows[0], 2, rows[2]});
      in.run(step.exchange());
      assertHolds(in, weight.handle(), trained);
      assertHolds(in, table.handle(), trainedRows);
      // Without the start: sum of (1 - d) d^(5 - s) w_s over 1 - d^5.
      double sum = 0;
      for (int s = 1; s <= 5; s++) {
        sum += (1 - DECAY) * Math.pow(DECAY, 5 - s) * 4 / Math.pow(2, s);
      }
      assertThat(dense[0]).isCloseTo(sum / (1 - Math.pow(DECAY, 5)), within(1e-12));
    }
  }

  private static double share(int t) {
    return (1 - DECAY) / (1 - Math.pow(DECAY, t));
  }

  private static void assertHolds(InGraph in, Operand<? extends TType> handle, double[] expected) {
    float[] found = in.value(handle);
    assertThat(found).hasSize(expected.length);
    for (int i = 0; i < found.length; i++) {
      assertThat((double) found[i]).isCloseTo(expected[i], within(1e-6));
    }
  }
}
