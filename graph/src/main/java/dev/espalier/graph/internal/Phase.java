package dev.espalier.graph.internal;

import dev.espalier.graph.Precision;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/**
 * What a forward pass is for: training, with noise keyed by the seed, the step and the place, or
 * evaluation and serving, without any.
 *
 * @param purpose what it is for
 * @param seed seed of the run
 * @param step number of steps done, or null but for training
 * @param part number of the micro-batch in the step, or null where a step has one batch
 * @param precision of the products of layers
 */
record Phase(
    Purpose purpose,
    long seed,
    @Nullable Operand<TInt64> step,
    @Nullable Operand<TInt64> part,
    Precision precision) {

  enum Purpose {
    TRAINING,
    EVALUATION,
    SERVING
  }

  static Phase training(long seed, Operand<TInt64> step) {
    return training(seed, step, null);
  }

  /** The same for steps of several micro-batches. */
  static Phase training(long seed, Operand<TInt64> step, @Nullable Operand<TInt64> part) {
    return new Phase(Purpose.TRAINING, seed, step, part, Precision.float32());
  }

  /** The same with products in this precision. */
  Phase in(Precision precision) {
    return new Phase(purpose, seed, step, part, precision);
  }

  /** The same, whose draws are those of the step in each of its micro-batches. */
  Phase ofStep() {
    return new Phase(purpose, seed, step, null, precision);
  }

  static Phase evaluation() {
    return new Phase(Purpose.EVALUATION, 0, null, null, Precision.float32());
  }

  static Phase serving() {
    return new Phase(Purpose.SERVING, 0, null, null, Precision.float32());
  }

  /** Whether weights are constants, in a graph of its own. */
  boolean isServing() {
    return purpose == Purpose.SERVING;
  }

  boolean isTraining() {
    return step != null;
  }

  /** These numbers, behind which nothing is differentiated. */
  <T extends TType> Operand<T> held(Ops tf, Operand<T> numbers) {
    return isTraining() ? tf.stopGradient(numbers) : numbers;
  }

  /**
   * Numbers uniform on (0, 1), neither end included, fresh at each step and micro-batch.
   *
   * <p>The shape is a constant: were it read off a tensor that depends on weights, TensorFlow would
   * look for a gradient of the draw, which has none.
   */
  Operand<TFloat32> uniform(Ops tf, String place, Shape shape) {
    Operand<TFloat32> drawn =
        tf.random.statelessRandomUniform(
            tf.constant(known(place, shape)), key(tf, place), TFloat32.class);
    // The draw is a multiple of 2^-23 below 1; half a step keeps it off both ends.
    return tf.math.add(drawn, tf.constant(0x1p-24f));
  }

  private Operand<TInt64> key(Ops tf, String place) {
    if (step == null) {
      throw new IllegalStateException("Evaluation draws no random numbers: " + place);
    }
    Ops small = Variables.onProcessor(tf);
    Operand<TInt64> key = tf.constant(InitialValues.key(seed, place));
    return small.stack(
        List.of(part == null ? key : small.math.add(key, part), step), Stack.axis(0L));
  }

  private static Shape known(String place, Shape shape) {
    if (shape.hasUnknownDimension()) {
      throw new IllegalStateException("The size of a draw must be known: " + place + " " + shape);
    }
    return shape;
  }

  /** Normal numbers of mean 0 and deviation 1, fresh as uniform ones, and for such shapes. */
  Operand<TFloat32> normal(Ops tf, String place, Shape shape) {
    return tf.random.statelessRandomNormal(
        tf.constant(known(place, shape)), key(tf, place), TFloat32.class);
  }

  /** From 1 / steps at the first step to 1, linearly; 1 for no steps. */
  Operand<TFloat32> warmup(Ops tf, int steps) {
    if (step == null || steps == 0) {
      return tf.constant(1f);
    }
    Operand<TFloat32> done = tf.dtypes.cast(step, TFloat32.class);
    Operand<TFloat32> share =
        tf.math.mul(tf.math.add(done, tf.constant(1f)), tf.constant(1f / steps));
    return tf.math.minimum(share, tf.constant(1f));
  }

  /** 1 in the first steps, so many of them, and 0 from then on. */
  Operand<TFloat32> during(Ops tf, int steps) {
    if (step == null) {
      throw new IllegalStateException("Evaluation has no steps");
    }
    return tf.dtypes.cast(tf.math.less(step, tf.constant((long) steps)), TFloat32.class);
  }

  /**
   * These activations with a share of them set to zero in training. Those that are kept grow so
   * that their expectation stays (Srivastava et al. 2014).
   */
  Operand<TFloat32> dropout(Ops tf, Operand<TFloat32> y, float share, String place) {
    if (!isTraining() || share == 0) {
      return y;
    }
    Operand<TFloat32> factor =
        tf.select(
            tf.math.greaterEqual(uniform(tf, place, y.shape()), tf.constant(share)),
            tf.constant(1 / (1 - share)),
            tf.constant(0f));
    return tf.math.mul(y, factor);
  }
}
