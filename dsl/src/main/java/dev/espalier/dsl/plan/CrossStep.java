package dev.espalier.dsl.plan;

import dev.espalier.dsl.Block;
import dev.espalier.dsl.Stream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Crosses of each stream's entries: x_{l+1} = x_0 ⊙ (x_l W_l + b_l) + x_l for row vectors.
 *
 * @param layers first to last
 */
public record CrossStep(
    String path, Block block, List<Stream> in, List<Stream> out, List<Layer> layers)
    implements Step {

  /**
   * One cross of all streams.
   *
   * @param down a matrix [width, rank] per stream, or null where W is not factored
   * @param kernel a matrix [width, width] per stream, [rank, width] after {@code down}
   * @param bias an offset [width] per stream
   */
  public record Layer(@Nullable Bank down, Bank kernel, Bank bias) {
    List<Bank> banks() {
      return down == null ? List.of(kernel, bias) : List.of(down, kernel, bias);
    }
  }

  /** Copies the list. */
  public CrossStep {
    layers = List.copyOf(layers);
  }

  @Override
  public List<Bank> banks() {
    return layers.stream().flatMap(layer -> layer.banks().stream()).toList();
  }

  @Override
  public long multiplyAdds() {
    long sum = 0;
    for (Layer layer : layers) {
      List<Bank> matrices = new ArrayList<>(layer.banks());
      matrices.remove(layer.bias());
      for (Bank matrix : matrices) {
        sum = Plan.plus(sum, Plan.times(matrix.members().get(0).size(), in.size()));
      }
      sum = Plan.plus(sum, Plan.times(in.get(0).width(), in.size()));
    }
    return sum;
  }
}
