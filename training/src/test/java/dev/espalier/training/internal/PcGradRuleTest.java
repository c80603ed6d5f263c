package dev.espalier.training.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.training.extension.MergeSite;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

class PcGradRuleTest {
  private static final int WIDTH = 40;

  /** The rule on the Gram matrix of any T gradients, at any step. */
  private static final class Rule implements AutoCloseable {
    private final InGraph in = new InGraph();
    private final int tasks;
    private final Placeholder<TFloat32> gradients;
    private final Placeholder<TInt64> step;
    private final Operand<TFloat32> weights;
    private final Operand<TInt32> orders;

    Rule(int tasks) {
      this.tasks = tasks;
      gradients = in.tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(tasks, WIDTH)));
      step = in.tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
      MergeSite site = new MergeSite(in.tf, tasks, 7, step);
      Operand<TFloat32> gram = in.tf.linalg.matMul(gradients, gradients, MatMul.transposeB(true));
      weights = new PcGradRule().weights(site, gram);
      orders = TaskOrder.of(site);
    }

    /** The distance to what the paper's algorithm yields, relative to the sum of norms. */
    double error(double[][] rows, long at) {
      float[] flat = new float[tasks * WIDTH];
      double[][] rounded = new double[tasks][WIDTH];
      for (int t = 0; t < tasks; t++) {
        for (int p = 0; p < WIDTH; p++) {
          flat[t * WIDTH + p] = (float) rows[t][p];
          rounded[t][p] = flat[t * WIDTH + p];
        }
      }
      try (TFloat32 fed = InGraph.tensor(Shape.of(tasks, WIDTH), flat);
          TInt64 number = TInt64.scalarOf(at);
          Result result =
              in.session()
                  .runner()
                  .feed(gradients, fed)
                  .feed(step, number)
                  .fetch(weights)
                  .fetch(orders)
                  .run()) {
        float[] w = InGraph.floats((TFloat32) result.get(0));
        int[][] order = TaskOrderTest.rows((TInt32) result.get(1));
        double[] expected = VectorPcGrad.merge(rounded, order);
        double[] difference = new double[WIDTH];
        double norms = 0;
        for (int t = 0; t < tasks; t++) {
          norms += VectorPcGrad.norm(rounded[t]);
        }
        for (int p = 0; p < WIDTH; p++) {
          difference[p] = -expected[p];
          for (int t = 0; t < tasks; t++) {
            difference[p] += w[t] * rounded[t][p];
          }
        }
        return norms == 0 ? VectorPcGrad.norm(difference) : VectorPcGrad.norm(difference) / norms;
      }
    }

    @Override
    public void close() {
      in.close();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 32})
  void combinesAsThePaperDoesOnRandomGradients(int tasks) {
    Random random = new Random(tasks);
    try (Rule rule = new Rule(tasks)) {
      for (int trial = 0; trial < 40; trial++) {
        double spread = trial % 4 * 5;
        double[][] rows = new double[tasks][];
        for (int t = 0; t < tasks; t++) {
          rows[t] = gaussian(random, Math.pow(10, (2 * random.nextDouble() - 1) * spread));
        }
        assertThat(rule.error(rows, trial)).as("trial %s", trial).isLessThan(1e-5);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 32})
  void combinesAsThePaperDoesOnAdversarialGradients(int tasks) {
    Random random = new Random(100 + tasks);
    try (Rule rule = new Rule(tasks)) {
      for (int trial = 0; trial < 60; trial++) {
        List<double[]> rows = new ArrayList<>();
        double[] first = gaussian(random, 1);
        for (int t = 0; t < tasks; t++) {
          double scale = Math.pow(10, random.nextInt(31) - 15);
          rows.add(
              switch (random.nextInt(5)) {
                case 0 -> new double[WIDTH];
                case 1 -> scaled(first, scale);
                case 2 -> scaled(first, -scale);
                case 3 -> nearly(random, first, -scale);
                default -> gaussian(random, scale);
              });
        }
        assertThat(rule.error(rows.toArray(new double[0][]), trial))
            .as("trial %s", trial)
            .isLessThan(1e-5);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void allZeroGradientsGiveZero(int tasks) {
    try (Rule rule = new Rule(tasks)) {
      assertThat(rule.error(new double[tasks][WIDTH], 0)).isZero();
    }
  }

  @Test
  void aHandComputedCase() {
    try (InGraph in = new InGraph()) {
      Operand<TFloat32> gram = in.tf.constant(new float[][] {{1, -1}, {-1, 2}});
      MergeSite site = new MergeSite(in.tf, 2, 0, in.tf.constant(0L));

      // g1 = (1, 0) and g2 = (-1, 1): g1' = g1 + g2 / 2 and g2' = g2 + g1.
      assertThat(in.floats(new PcGradRule().weights(site, gram))).containsExactly(2f, 1.5f);
    }
  }

  @Test
  void doesNotDependOnTheNamesOfTwoTasks() {
    Random random = new Random(5);
    try (InGraph in = new InGraph()) {
      for (int trial = 0; trial < 20; trial++) {
        float a = random.nextFloat() * 4;
        float b = random.nextFloat() * 4;
        float ab = (2 * random.nextFloat() - 1) * (float) Math.sqrt(a * b);
        float[] w = pair(in, a, ab, b);
        float[] swapped = pair(in, b, ab, a);
        assertThat(swapped).containsExactly(w[1], w[0]);
      }
    }
  }

  private static float[] pair(InGraph in, float aa, float ab, float bb) {
    MergeSite site = new MergeSite(in.tf, 2, 0, in.tf.constant(0L));
    Operand<TFloat32> gram = in.tf.constant(new float[][] {{aa, ab}, {ab, bb}});
    return in.floats(new PcGradRule().weights(site, gram));
  }

  private static double[] gaussian(Random random, double norm) {
    double[] values = new double[WIDTH];
    for (int p = 0; p < WIDTH; p++) {
      values[p] = random.nextGaussian();
    }
    return scaled(values, norm / VectorPcGrad.norm(values));
  }

  private static double[] nearly(Random random, double[] values, double scale) {
    double[] near = scaled(values, scale);
    double[] noise = gaussian(random, Math.abs(scale) * Math.pow(10, -random.nextInt(7)));
    for (int p = 0; p < WIDTH; p++) {
      near[p] += noise[p];
    }
    return near;
  }

  private static double[] scaled(double[] values, double factor) {
    double[] scaled = new double[WIDTH];
    for (int p = 0; p < WIDTH; p++) {
      scaled[p] = values[p] * factor;
    }
    return scaled;
  }
}
