package dev.espalier.samples.landscape;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The two tasks on which the PCGrad paper shows what conflicting gradients do (Yu et al., NeurIPS
 * 2020, appendix D): from (0.5, -3),
 *
 * <pre>
 * L1 = 20 ln(max(|0.5 x + tanh y|, 0.000005))
 * L2 = 25 ln(max(|0.5 x - tanh y + 2|, 0.000005))
 * </pre>
 *
 * <p>Both are smallest together at x = -2 where tanh y is 1 to within rounding.
 */
final class RidgeSurface implements Surface {
  private static final float LEAST = 5e-6f;

  @Override
  public List<Point> starts() {
    return List.of(new Point(0.5f, -3f));
  }

  @Override
  public List<Operand<TFloat32>> losses(Ops tf, Operand<TFloat32> x, Operand<TFloat32> y) {
    Operand<TFloat32> half = tf.math.mul(x, tf.constant(0.5f));
    Operand<TFloat32> bent = tf.math.tanh(y);
    return List.of(
        loss(tf, 20, tf.math.add(half, bent)),
        loss(tf, 25, tf.math.add(tf.math.sub(half, bent), tf.constant(2f))));
  }

  private static Operand<TFloat32> loss(Ops tf, float factor, Operand<TFloat32> inside) {
    Operand<TFloat32> size = tf.math.maximum(tf.math.abs(inside), tf.constant(LEAST));
    return tf.math.mul(tf.math.log(size), tf.constant(factor));
  }

  @Override
  public double distanceToFront(Point point) {
    Point best = front().get(0);
    return Math.hypot((double) point.x() - best.x(), Math.max(0, (double) best.y() - point.y()));
  }

  /** The first point of the ray on which both losses are smallest. */
  @Override
  public List<Point> front() {
    // 1 - tanh y = 5e-6.
    return List.of(new Point(-2f, (float) (0.5 * Math.log(2 / 5e-6 - 1))));
  }

  @Override
  public long steps() {
    return 500_000;
  }
}
