package dev.espalier.graph.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** What the body reads of the inputs, of all examples or of those that stayed. */
final class Features {
  private final Supplier<Operand<TFloat32>> all;
  private final Function<String, Positions> each;
  private final Map<String, Positions> positions = new HashMap<>();
  private @Nullable Operand<TFloat32> stream;

  private Features(Supplier<Operand<TFloat32>> all, Function<String, Positions> each) {
    this.all = all;
    this.each = each;
  }

  /**
   * The features of all examples.
   *
   * @param stream [batch, input width]
   * @param positions of features that have several, by name
   */
  static Features of(Operand<TFloat32> stream, Map<String, Positions> positions) {
    return new Features(() -> stream, name -> Objects.requireNonNull(positions.get(name)));
  }

  /** Those of these examples, taken where they are read. */
  Features rows(Ops tf, Operand<TInt64> rows) {
    return new Features(
        () -> tf.gather(stream(), rows, tf.constant(0)), name -> positions(name).rows(tf, rows));
  }

  /** [batch, input width]. */
  Operand<TFloat32> stream() {
    if (stream == null) {
      stream = all.get();
    }
    return stream;
  }

  /** The positions of this feature. */
  Positions positions(String feature) {
    return positions.computeIfAbsent(feature, each);
  }
}
