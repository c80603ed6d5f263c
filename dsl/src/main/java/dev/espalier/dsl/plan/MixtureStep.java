package dev.espalier.dsl.plan;

import dev.espalier.dsl.Block;
import dev.espalier.dsl.Stream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Streams weighed by softmax gates on the features: omoe has one gate, mmoe one per task.
 *
 * @param inputWidth width of the features
 * @param kernel a matrix [inputWidth, streams in] per gate
 * @param bias an offset [streams in] per gate, or null
 */
public record MixtureStep(
    String path,
    Block block,
    List<Stream> in,
    List<Stream> out,
    int inputWidth,
    Bank kernel,
    @Nullable Bank bias)
    implements Step {
  @Override
  public List<Bank> banks() {
    return bias == null ? List.of(kernel) : List.of(kernel, bias);
  }

  @Override
  public long multiplyAdds() {
    long gate = Plan.times(inputWidth, in.size());
    long mix = Plan.times(in.size(), in.get(0).width());
    return Plan.times(Plan.plus(gate, mix), out.size());
  }
}
