package dev.espalier.dsl.plan;

import dev.espalier.dsl.Block;
import dev.espalier.dsl.Stream;
import java.util.List;

/**
 * Networks side by side: dense, sharedBottom, experts, singleTask. Network i reads stream i, or the
 * only one.
 *
 * @param tie factor of the sum over pairs of networks of the squared distance between their
 *     parameters, which the loss gains; 0 for none
 */
public record NetworksStep(
    String path, Block block, List<Stream> in, List<Stream> out, Networks networks, float tie)
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
