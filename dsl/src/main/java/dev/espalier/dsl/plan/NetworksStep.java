package dev.espalier.dsl.plan;

import dev.espalier.dsl.Block;
import dev.espalier.dsl.Stream;
import java.util.List;

/**
 * Networks side by side: dense, sharedBottom, experts. Network i reads stream i, or the only one.
 */
public record NetworksStep(
    String path, Block block, List<Stream> in, List<Stream> out, Networks networks)
    implements Step {
  @Override
  public List<Bank> banks() {
    return networks.banks();
  }

  @Override
  public long multiplyAdds() {
    return networks.multiplyAdds();
  }
}
