package dev.espalier.dsl.plan;

import dev.espalier.dsl.Block;
import dev.espalier.dsl.Stream;
import java.util.List;

/**
 * Each stream x beside its pooled pairs: [x, 0.5 ((x V)² − x² V²)].
 *
 * @param factors a matrix V [width in, factors] per stream
 */
public record FactorizationStep(
    String path, Block block, List<Stream> in, List<Stream> out, Bank factors) implements Step {
  @Override
  public List<Bank> banks() {
    return List.of(factors);
  }

  @Override
  public long multiplyAdds() {
    return Plan.times(Plan.times(2, factors.members().get(0).size()), in.size());
  }
}
