package dev.espalier.graph.extension;

import dev.espalier.dsl.Problem;
import dev.espalier.dsl.Target;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A loss for tests: ln cosh of the error over a scale. */
public record LogCosh(float scale) implements CustomLoss {

  /** The usual settings. */
  public LogCosh() {
    this(1f);
  }

  @Override
  public boolean fits(Target target) {
    return target instanceof Target.Regression;
  }

  @Override
  public List<Problem> problems(String path, Target target) {
    return scale > 0
        ? List.of()
        : List.of(new Problem(path + ".scale", scale + "", "a positive number", "Usual is 1"));
  }

  @Override
  public Operand<TFloat32> perExample(Ops tf, Operand<TFloat32> outputs, Operand<TFloat32> labels) {
    Operand<TFloat32> e =
        tf.math.div(tf.math.abs(tf.math.sub(outputs, labels)), tf.constant(scale));
    // ln cosh e = e + softplus(-2 e) - ln 2
    return tf.math.sub(
        tf.math.add(e, tf.math.softplus(tf.math.mul(e, tf.constant(-2f)))),
        tf.constant((float) Math.log(2)));
  }
}
