package dev.espalier.graph.internal;

import dev.espalier.dsl.plan.Initializer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** Writes what variables hold before training, and keys everything that is drawn. */
public final class InitialValues {

  private InitialValues() {}

  /** A number that depends on the seed and on this place only: the key of its random draws. */
  public static long key(long seed, String place) {
    long hash = 0xCBF29CE484222325L; // FNV-1a: 64 bits, so that thousands of places do not meet
    for (byte b : place.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xFF)) * 0x100000001B3L;
    }
    long mixed = hash + seed * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L; // the finish of SplitMix64
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  /** The values that a part of this shape starts with; draws are keyed by its place. */
  static Operand<TFloat32> of(
      Ops tf, long seed, Shape shape, String place, Initializer initializer) {
    Operand<TInt64> key = tf.constant(new long[] {key(seed, place), -1L});
    if (initializer instanceof Initializer.Uniform uniform) {
      Operand<TFloat32> unit =
          tf.random.statelessRandomUniform(tf.constant(shape), key, TFloat32.class);
      return tf.math.mul(
          tf.math.sub(tf.math.mul(unit, tf.constant(2f)), tf.constant(1f)),
          tf.constant(uniform.limit()));
    } else if (initializer instanceof Initializer.TruncatedNormal normal) {
      return tf.math.mul(
          tf.random.statelessTruncatedNormal(tf.constant(shape), key, TFloat32.class),
          tf.constant(normal.deviation()));
    } else if (initializer instanceof Initializer.Spread spread) {
      int places = (int) shape.size();
      float[] values = new float[places];
      Arrays.fill(values, (1 - spread.own()) / Math.max(1, places - 1));
      values[spread.place()] = spread.own();
      return tf.reshape(tf.constant(values), tf.constant(shape));
    }
    float value = ((Initializer.Constant) initializer).value();
    return tf.fill(tf.constant(shape), tf.constant(value));
  }
}
