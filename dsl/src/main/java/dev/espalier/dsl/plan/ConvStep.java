package dev.espalier.dsl.plan;

import dev.espalier.dsl.Block;
import dev.espalier.dsl.Conv;
import dev.espalier.dsl.Image;
import dev.espalier.dsl.Stream;
import java.util.List;

/**
 * Each stream beside what convolutions of its own see in an image.
 *
 * @param image what they read
 * @param conv size and stride of the kernels, and the activation
 * @param layers first to last
 */
public record ConvStep(
    String path,
    Block block,
    List<Stream> in,
    List<Stream> out,
    Image image,
    Conv conv,
    List<Layer> layers)
    implements Step {

  /**
   * One layer of all streams.
   *
   * @param kernel a matrix [kernelSize² · channels, filters] per stream: rows, columns, channels
   * @param bias an offset [filters] per stream
   * @param positions of the image that comes out
   */
  public record Layer(Bank kernel, Bank bias, long positions) {}

  /** Copies the list. */
  public ConvStep {
    layers = List.copyOf(layers);
  }

  @Override
  public List<Bank> banks() {
    return layers.stream().flatMap(l -> java.util.stream.Stream.of(l.kernel(), l.bias())).toList();
  }

  @Override
  public long multiplyAdds() {
    long sum = 0;
    for (Layer layer : layers) {
      long one = Plan.times(layer.kernel().members().get(0).size(), layer.positions());
      sum = Plan.plus(sum, Plan.times(one, in.size()));
    }
    return sum;
  }
}
