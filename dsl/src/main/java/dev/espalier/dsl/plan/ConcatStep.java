package dev.espalier.dsl.plan;

import dev.espalier.dsl.Block;
import dev.espalier.dsl.Stream;
import java.util.List;

/** Several shared streams as one, side by side: what a block reads that takes one stream. */
public record ConcatStep(String path, Block block, List<Stream> in, List<Stream> out)
    implements Step {
  @Override
  public List<Bank> banks() {
    return List.of();
  }

  @Override
  public long multiplyAdds() {
    return 0;
  }
}
