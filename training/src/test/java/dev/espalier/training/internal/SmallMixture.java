package dev.espalier.training.internal;

import dev.espalier.graph.internal.Objective;
import dev.espalier.graph.internal.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A model with all that a step must tell apart: a shared table and shared experts, a gate of each
 * task before the tensor it reads, a tower of each task behind it. Its examples are constants.
 */
final class SmallMixture {
  static final int BATCH = 6;
  static final int ROWS = 9;
  private static final int IN = 3;
  private static final int EMBEDDED = 2;
  private static final int EXPERTS = 3;
  private static final int UNITS = 4;

  final InGraph in;
  final List<Operand<TFloat32>> losses = new ArrayList<>();
  final List<Operand<TFloat32>> boundary = new ArrayList<>();
  final Operand<TFloat32> penalty;
  private final Random random = new Random(8);

  SmallMixture(InGraph in, int tasks) {
    this.in = in;
    Ops tf = in.tf;
    Operand<TInt32> ids = tf.constant(new int[] {4, 1, 4, 7, 1, 4});
    var unique = tf.unique(ids, tf.constant(new int[] {0}));
    Weight table =
        in.table("table", Shape.of(ROWS, EMBEDDED), unique.y(), numbers(ROWS * EMBEDDED));
    Operand<TFloat32> embedded = tf.gather(table.leaf(), unique.idx(), tf.constant(0));
    Operand<TFloat32> x =
        tf.concat(
            List.of(tf.reshape(tf.constant(numbers(BATCH * IN)), shape(BATCH, IN)), embedded),
            tf.constant(1));
    Weight kernel = matrix("experts/kernel", true, IN + EMBEDDED, EXPERTS * UNITS);
    Weight bias = in.weight("experts/bias", true, Shape.of(EXPERTS * UNITS), numbers(12));
    Operand<TFloat32> experts =
        tf.reshape(
            tf.math.tanh(tf.nn.biasAdd(tf.linalg.matMul(x, kernel.leaf()), bias.leaf())),
            shape(BATCH, EXPERTS, UNITS));
    float[] pull = numbers(UNITS);
    float[] wanted = numbers(BATCH);
    for (int t = 0; t < tasks; t++) {
      Weight gate =
          in.weight(
              "gate" + t,
              false,
              Shape.of(IN + EMBEDDED, EXPERTS),
              around(new float[(IN + EMBEDDED) * EXPERTS], 0));
      Operand<TFloat32> mix = tf.nn.softmax(tf.linalg.matMul(x, gate.leaf()));
      Operand<TFloat32> read =
          tf.reshape(
              tf.train.batchMatMul(
                  tf.reshape(mix, shape(BATCH, 1, EXPERTS)), experts, TFloat32.class),
              shape(BATCH, UNITS));
      boundary.add(read);
      // Towers that pull the experts in opposite directions, so that there is a conflict.
      Weight tower =
          in.weight("tower" + t, false, Shape.of(UNITS, 1), around(pull, t % 2 * -2 + 1));
      Operand<TFloat32> y = tf.linalg.matMul(read, tower.leaf());
      Operand<TFloat32> target = tf.reshape(tf.constant(around(wanted, 10)), shape(BATCH, 1));
      losses.add(tf.math.mean(tf.math.squaredDifference(y, target), tf.constant(new int[] {0, 1})));
    }
    penalty =
        tf.math.mul(
            tf.math.add(tf.nn.l2Loss(kernel.leaf()), tf.nn.l2Loss(in.weights.get(3).leaf())),
            tf.constant(0.3f));
  }

  /** The objective with the tensors that the tasks read. */
  Objective cut() {
    return in.objective(losses, boundary, null, List.of());
  }

  private Weight matrix(String name, boolean shared, int rows, int columns) {
    return in.weight(name, shared, Shape.of(rows, columns), numbers(rows * columns));
  }

  private Operand<TInt32> shape(int... sizes) {
    return in.tf.constant(sizes);
  }

  private float[] around(float[] center, float factor) {
    float[] values = numbers(center.length);
    for (int i = 0; i < values.length; i++) {
      values[i] = factor * center[i] + 0.3f * values[i];
    }
    return values;
  }

  private float[] numbers(int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
