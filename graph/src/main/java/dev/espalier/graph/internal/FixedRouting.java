package dev.espalier.graph.internal;

import dev.espalier.dsl.FixedRouter;
import dev.espalier.dsl.LshRouter;
import dev.espalier.dsl.RandomFixedRouter;
import dev.espalier.dsl.ReplicateRouter;
import dev.espalier.dsl.plan.SparseStep;
import java.util.List;
import java.util.SplittableRandom;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Scores of routers that learn nothing. What they draw is a constant of the graph, which depends on
 * their seed and on the gate alone.
 */
record FixedRouting(Ops tf, SparseStep step) {

  /** Scores [batch, gates, experts]. */
  Operand<TFloat32> scores(FixedRouter router, Streams in) {
    if (router instanceof ReplicateRouter replicate) {
      return everyExample(replicate, in);
    }
    int experts = step.block().experts();
    int left = step.left().size();
    int gates = step.gates().count();
    float[][] weights = new float[in.width()][gates * left];
    for (int gate = 0; gate < gates; gate++) {
      float[][] own =
          router instanceof LshRouter lsh
              ? sides(lsh, in.width(), gate)
              : drawn(((RandomFixedRouter) router).seed(), in.width(), experts, gate);
      for (int row = 0; row < own.length; row++) {
        for (int e = 0; e < left; e++) {
          weights[row][gate * left + e] = own[row][step.left().get(e)];
        }
      }
    }
    return tf.reshape(
        tf.linalg.matMul(in.flat(), tf.constant(weights)),
        tf.constant(new int[] {-1, gates, left}));
  }

  /**
   * For the expert whose binary digits are signs s the sum of s_i (h_i · x) over the hyperplanes
   * h_i: largest where all signs are those of the sides on which x lies, and next largest across
   * the plane that x is nearest to.
   */
  private float[][] sides(LshRouter router, int width, int gate) {
    float[][] planes = drawn(router.seed(), width, router.planes(), gate);
    float[][] weights = new float[width][1 << router.planes()];
    for (int row = 0; row < width; row++) {
      for (int expert = 0; expert < weights[row].length; expert++) {
        for (int plane = 0; plane < router.planes(); plane++) {
          weights[row][expert] += ((expert >> plane & 1) == 1 ? 1 : -1) * planes[row][plane];
        }
      }
    }
    return weights;
  }

  /** Sums of uniform numbers, close to normal in any direction. */
  private float[][] drawn(long seed, int rows, int columns, int gate) {
    SplittableRandom random =
        new SplittableRandom(InitialValues.key(seed, "router/" + step.numbers().get(gate)));
    float[][] numbers = new float[rows][columns];
    for (float[] row : numbers) {
      for (int column = 0; column < columns; column++) {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
          sum += random.nextDouble();
        }
        row[column] = (float) sum;
      }
    }
    return numbers;
  }

  private Operand<TFloat32> everyExample(ReplicateRouter router, Streams in) {
    int experts = step.experts().count();
    int gates = step.gates().count();
    float[][][] scores = new float[1][gates][experts];
    for (int gate = 0; gate < gates; gate++) {
      int first = step.numbers().get(gate) * router.k() % experts;
      for (int i = 0; i < router.k(); i++) {
        scores[0][gate][(first + i) % experts] = experts - i;
      }
    }
    long batch = in.flat().shape().get(0);
    Operand<TInt32> rows =
        batch > 0
            ? tf.constant(new int[] {(int) batch})
            : tf.slice(tf.shape(in.flat()), tf.constant(new int[] {0}), tf.constant(new int[] {1}));
    Operand<TInt32> shape =
        tf.concat(List.of(rows, tf.constant(new int[] {gates, experts})), tf.constant(0));
    return tf.broadcastTo(tf.constant(scores), shape);
  }
}
