package dev.espalier.dsl.plan;

import dev.espalier.dsl.CrossStitch;
import dev.espalier.dsl.Stream;
import java.util.List;

/**
 * A cross-stitch unit: each stream out is a learned sum of the streams in.
 *
 * @param factors for each stream out a vector [streams in]
 */
public record StitchStep(
    String path, CrossStitch block, List<Stream> in, List<Stream> out, Bank factors)
    implements Step {
  @Override
  public List<Bank> banks() {
    return List.of(factors);
  }

  @Override
  public long multiplyAdds() {
    return Plan.times(Plan.times(in.size(), out.size()), in.get(0).width());
  }
}
