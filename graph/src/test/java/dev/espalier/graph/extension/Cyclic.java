package dev.espalier.graph.extension;

import dev.espalier.dsl.Features;
import dev.espalier.dsl.Numeric;
import dev.espalier.dsl.Problem;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A feature for tests: the sine and cosine of a number that comes round, such as the hour. */
public record Cyclic(String name, float period) implements CustomFeature {

  /** The usual settings. */
  public Cyclic() {
    this("hour", 24f);
  }

  @Override
  public Numeric source() {
    return Features.numeric(name).raw();
  }

  @Override
  public int width() {
    return 2;
  }

  @Override
  public List<Problem> problems(String path) {
    return period > 0
        ? List.of()
        : List.of(new Problem(path + ".period", period + "", "a positive number", "Give a period"));
  }

  @Override
  public Operand<TFloat32> encode(Ops tf, Operand<TFloat32> numbers) {
    Operand<TFloat32> angle = tf.math.mul(numbers, tf.constant((float) (2 * Math.PI) / period));
    return tf.concat(List.of(tf.math.sin(angle), tf.math.cos(angle)), tf.constant(1));
  }
}
