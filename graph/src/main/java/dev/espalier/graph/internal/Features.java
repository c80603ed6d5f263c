package dev.espalier.graph.internal;

import java.util.Map;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * What the body reads of the inputs.
 *
 * @param stream [batch, input width]
 * @param positions of features that have several, by name
 */
record Features(Operand<TFloat32> stream, Map<String, Positions> positions) {

  /** The positions of this feature. */
  Positions positions(String feature) {
    return Objects.requireNonNull(positions.get(feature));
  }
}
