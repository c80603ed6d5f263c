package dev.espalier.graph.internal;

import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Cumsum;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Writes sums of the rows of a matrix up to each one.
 *
 * <p>TensorFlow's own op adds on one core, 7 to 9 nanoseconds for each number: 9 ms of a step of
 * 8,192 examples with two of 64 experts. Here blocks of rows are multiplied by a triangle of ones,
 * which takes a sixth of that, and only the blocks' sums are added one after the other. In float32
 * whole numbers are exact up to 2^24.
 */
final class RunningSum {
  private static final int BLOCK = 128;

  /** Numbers from which blocks pay. */
  private static final long LARGE = 1 << 15;

  private RunningSum() {}

  /**
   * Sums over the first axis, each row's own included.
   *
   * @param rows [n, m] of numbers that are 0 or 1
   */
  static Operand<TInt32> of(Ops tf, Operand<TInt32> rows) {
    Shape shape = rows.shape();
    boolean known = !shape.hasUnknownDimension() && shape.get(0) < 1 << 24;
    if (!known || shape.size() < LARGE) {
      return tf.math.cumsum(rows, tf.constant(0));
    }
    int n = (int) shape.get(0);
    int m = (int) shape.get(1);
    int blocks = (n + BLOCK - 1) / BLOCK;
    int padding = blocks * BLOCK - n;
    Operand<TFloat32> numbers = tf.dtypes.cast(rows, TFloat32.class);
    Operand<TFloat32> full =
        padding == 0
            ? numbers
            : tf.pad(numbers, tf.constant(new int[][] {{0, padding}, {0, 0}}), tf.constant(0f));
    Operand<TFloat32> inBlocks = tf.reshape(full, tf.constant(new int[] {blocks, BLOCK, m}));
    Operand<TFloat32> inside = BatchedProduct.of(tf, tf.constant(triangle()), inBlocks);
    Operand<TFloat32> sums =
        tf.slice(
            inside,
            tf.constant(new int[] {0, BLOCK - 1, 0}),
            tf.constant(new int[] {blocks, 1, m}));
    Operand<TFloat32> before = tf.math.cumsum(sums, tf.constant(0), Cumsum.exclusive(true));
    Operand<TFloat32> all =
        tf.reshape(tf.math.add(inside, before), tf.constant(new int[] {blocks * BLOCK, m}));
    Operand<TFloat32> kept =
        padding == 0 ? all : tf.slice(all, tf.constant(new int[2]), tf.constant(new int[] {n, m}));
    return tf.dtypes.cast(kept, TInt32.class);
  }

  private static float[][][] triangle() {
    float[][][] ones = new float[1][BLOCK][BLOCK];
    for (int row = 0; row < BLOCK; row++) {
      Arrays.fill(ones[0][row], 0, row + 1, 1f);
    }
    return ones;
  }
}
