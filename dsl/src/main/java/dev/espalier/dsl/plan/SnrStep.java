package dev.espalier.dsl.plan;

import dev.espalier.dsl.Snr;
import dev.espalier.dsl.Stream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sub-network routing.
 *
 * @param block the block
 * @param logAlpha one member of shape [sub-networks, streams in]
 * @param trans a matrix [width in, width in] per connection, output by output; null for kind Aver
 * @param networks the sub-networks
 */
public record SnrStep(
    String path,
    Snr block,
    List<Stream> in,
    List<Stream> out,
    Bank logAlpha,
    @Nullable Bank trans,
    Networks networks)
    implements Step {
  @Override
  public List<Bank> banks() {
    List<Bank> banks = new ArrayList<>(List.of(logAlpha));
    if (trans != null) {
      banks.add(trans);
    }
    banks.addAll(networks.banks());
    return banks;
  }

  @Override
  public long multiplyAdds() {
    long width = in.get(0).width();
    long connection = trans == null ? width : Plan.times(width, width);
    long connections = Plan.times(in.size(), block.subNetworks());
    return Plan.plus(Plan.times(connection, connections), networks.multiplyAdds());
  }
}
