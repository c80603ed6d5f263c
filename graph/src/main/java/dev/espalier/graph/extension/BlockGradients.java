package dev.espalier.graph.extension;

import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The vector-Jacobian product of a block of your own.
 *
 * @param in gradients by the streams in, in their order and shapes
 * @param weights gradients by the weights, by their declared names, in their shapes; all of them
 */
public record BlockGradients(List<Operand<TFloat32>> in, Map<String, Operand<TFloat32>> weights) {

  /** Copies the list and the map. */
  public BlockGradients {
    in = List.copyOf(in);
    weights = Map.copyOf(weights);
  }
}
