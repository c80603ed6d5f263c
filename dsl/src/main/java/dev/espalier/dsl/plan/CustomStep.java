package dev.espalier.dsl.plan;

import dev.espalier.dsl.BlockDeclaration;
import dev.espalier.dsl.Stream;
import java.util.List;
import java.util.Map;

/**
 * A block from outside of Espalier.
 *
 * @param block what was declared
 * @param site where it stands
 * @param name its place in checkpoints
 * @param weights by the names that it declared, a bank of one each, in its order
 */
public record CustomStep(
    String path,
    BlockDeclaration block,
    BlockDeclaration.Site site,
    String name,
    List<Map.Entry<String, Bank>> weights)
    implements Step {

  /** Copies the list. */
  public CustomStep {
    weights = List.copyOf(weights);
  }

  @Override
  public List<Stream> in() {
    return site.in();
  }

  @Override
  public List<Stream> out() {
    return site.out();
  }

  @Override
  public boolean readsFeatures() {
    return block.readsFeatures();
  }

  @Override
  public List<Bank> banks() {
    return weights.stream().map(Map.Entry::getValue).toList();
  }

  @Override
  public long multiplyAdds() {
    return block.multiplyAdds(site);
  }
}
