package dev.espalier.graph.extension;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * What a block of your own is given to write its backward pass.
 *
 * @param in the streams in, [batch, width] each
 * @param out the streams out, [batch, width] each
 * @param gradients the gradient of what is differentiated by each stream out, in its shape
 */
public record BlockPass(
    List<Operand<TFloat32>> in, List<Operand<TFloat32>> out, List<Operand<TFloat32>> gradients) {

  /** Copies the lists. */
  public BlockPass {
    in = List.copyOf(in);
    out = List.copyOf(out);
    gradients = List.copyOf(gradients);
  }
}
