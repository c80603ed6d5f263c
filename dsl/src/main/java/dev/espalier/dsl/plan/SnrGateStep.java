package dev.espalier.dsl.plan;

import dev.espalier.dsl.HardConcrete;
import dev.espalier.dsl.SnrGate;
import dev.espalier.dsl.Stream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sub-network routing with codes of the example: log alpha is an affine map of the features.
 *
 * @param kernel a matrix [width of the features, streams in] per sub-network
 * @param bias log alpha without features, [streams in] per sub-network
 * @param trans a matrix [width in, width in] per connection, output by output; null for kind Aver
 * @param networks the sub-networks
 */
public record SnrGateStep(
    String path,
    SnrGate block,
    List<Stream> in,
    List<Stream> out,
    Bank kernel,
    Bank bias,
    @Nullable Bank trans,
    Networks networks)
    implements Step {

  /** Settings of the codes. */
  public HardConcrete settings() {
    return block.codes();
  }

  @Override
  public boolean readsFeatures() {
    return true;
  }

  @Override
  public List<Bank> banks() {
    List<Bank> banks = new ArrayList<>(List.of(kernel, bias));
    if (trans != null) {
      banks.add(trans);
    }
    banks.addAll(networks.banks());
    return banks;
  }

  @Override
  public long multiplyAdds() {
    long width = in.get(0).width();
    long carried = trans == null ? width : Plan.times(width, Plan.plus(width, 1));
    long one = Plan.plus(kernel.shape().get(0), carried);
    long connections = Plan.times(in.size(), out.size());
    return Plan.plus(Plan.times(one, connections), networks.multiplyAdds());
  }
}
