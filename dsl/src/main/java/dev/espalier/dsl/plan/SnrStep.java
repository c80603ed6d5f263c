package dev.espalier.dsl.plan;

import dev.espalier.dsl.Block;
import dev.espalier.dsl.Stream;
import java.util.ArrayList;
import java.util.List;

/**
 * Sub-network routing: snr, and snrToTasks, which has no layers after its connections.
 *
 * @param block the block
 * @param connections what each sub-network or task reads
 * @param networks the sub-networks
 */
public record SnrStep(
    String path,
    Block block,
    List<Stream> in,
    List<Stream> out,
    Connections connections,
    Networks networks)
    implements Step {
  @Override
  public List<Bank> banks() {
    List<Bank> banks = new ArrayList<>(connections.banks());
    banks.addAll(networks.banks());
    return banks;
  }

  @Override
  public long multiplyAdds() {
    return Plan.plus(connections.multiplyAdds(), networks.multiplyAdds());
  }
}
