package dev.espalier.samples.landscape;

import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The two tasks on which the CAGrad paper shows where a mean of losses gets stuck (Liu et al.,
 * NeurIPS 2021), from its five starts: f below pulls apart where y is positive, q together where it
 * is negative.
 *
 * <pre>
 * f1 = ln(max(|0.5 (-x - 7) - tanh(-y)|, 0.000005)) + 6
 * f2 = ln(max(|0.5 (-x + 3) + tanh(-y) + 2|, 0.000005)) + 6
 * q1 = ((7 - x)^2 + 0.1 (-y - 8)^2) / 10 - 20
 * q2 = ((-7 - x)^2 + 0.1 (-y - 8)^2) / 10 - 20
 * Li = fi max(tanh(0.5 y), 0) + qi max(tanh(-0.5 y), 0)
 * </pre>
 */
final class ValleySurface implements Surface {
  private static final float LEAST = 5e-6f;
  private static final int PARTS = 200;

  @Override
  public List<Point> starts() {
    return List.of(
        new Point(-8.5f, 7.5f),
        new Point(-8.5f, 5f),
        new Point(0f, 0f),
        new Point(9f, 9f),
        new Point(10f, -8f));
  }

  @Override
  public List<Operand<TFloat32>> losses(Ops tf, Operand<TFloat32> x, Operand<TFloat32> y) {
    Operand<TFloat32> half = tf.math.mul(x, tf.constant(-0.5f));
    Operand<TFloat32> bent = tf.math.tanh(tf.math.neg(y));
    Operand<TFloat32> first = far(tf, tf.math.sub(tf.math.sub(half, tf.constant(3.5f)), bent));
    Operand<TFloat32> second = far(tf, tf.math.add(tf.math.add(half, tf.constant(3.5f)), bent));
    Operand<TFloat32> side = tf.math.tanh(tf.math.mul(y, tf.constant(0.5f)));
    Operand<TFloat32> above = tf.math.maximum(side, tf.constant(0f));
    Operand<TFloat32> below = tf.math.maximum(tf.math.neg(side), tf.constant(0f));
    return List.of(
        tf.math.add(tf.math.mul(first, above), tf.math.mul(near(tf, 7, x, y), below)),
        tf.math.add(tf.math.mul(second, above), tf.math.mul(near(tf, -7, x, y), below)));
  }

  private static Operand<TFloat32> far(Ops tf, Operand<TFloat32> inside) {
    Operand<TFloat32> size = tf.math.maximum(tf.math.abs(inside), tf.constant(LEAST));
    return tf.math.add(tf.math.log(size), tf.constant(6f));
  }

  private static Operand<TFloat32> near(
      Ops tf, float at, Operand<TFloat32> x, Operand<TFloat32> y) {
    Operand<TFloat32> across = tf.math.square(tf.math.sub(x, tf.constant(at)));
    Operand<TFloat32> along = tf.math.square(tf.math.add(y, tf.constant(8f)));
    Operand<TFloat32> bowl = tf.math.add(across, tf.math.mul(along, tf.constant(0.1f)));
    return tf.math.sub(tf.math.mul(bowl, tf.constant(0.1f)), tf.constant(20f));
  }

  @Override
  public double distanceToFront(Point point) {
    return front().stream().mapToDouble(point::distance).min().orElseThrow();
  }

  /** The minima of a L1 + (1 - a) L2 below the axis, for a from 0 to 1. */
  @Override
  public List<Point> front() {
    return IntStream.rangeClosed(0, PARTS).mapToObj(i -> minimum((double) i / PARTS)).toList();
  }

  /** At x = 7 (2 a - 1) the derivative by y is zero once between -12 and -8. */
  private static Point minimum(double part) {
    double x = 7 * (2 * part - 1);
    double across = part * (x - 7) * (x - 7) + (1 - part) * (x + 7) * (x + 7);
    double low = -12;
    double high = -8;
    for (int i = 0; i < 60; i++) {
      double y = (low + high) / 2;
      double bowl = (across + 0.1 * (y + 8) * (y + 8)) / 10 - 20;
      double side = Math.tanh(-0.5 * y);
      double slope = 0.02 * (y + 8) * side - 0.5 * (1 - side * side) * bowl;
      if (slope > 0) {
        high = y;
      } else {
        low = y;
      }
    }
    return new Point((float) x, (float) low);
  }

  @Override
  public long steps() {
    return 50_000;
  }
}
