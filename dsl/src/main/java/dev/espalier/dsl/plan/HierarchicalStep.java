package dev.espalier.dsl.plan;

import dev.espalier.dsl.Block;
import dev.espalier.dsl.Stream;
import java.util.List;

/**
 * Copies of a body side by side on one stream.
 *
 * @param copies for each stream out the steps that lead to it from the stream in, first to last
 */
public record HierarchicalStep(
    String path, Block block, List<Stream> in, List<Stream> out, List<List<Step>> copies)
    implements Step {

  /** Copies the lists. */
  public HierarchicalStep {
    copies = copies.stream().map(List::copyOf).toList();
  }

  @Override
  public List<Bank> banks() {
    return copies.stream().flatMap(List::stream).flatMap(step -> step.banks().stream()).toList();
  }

  @Override
  public boolean readsFeatures() {
    return copies.get(0).stream().anyMatch(Step::readsFeatures);
  }

  @Override
  public long multiplyAdds() {
    long sum = 0;
    for (List<Step> copy : copies) {
      for (Step step : copy) {
        sum = Plan.plus(sum, step.multiplyAdds());
      }
    }
    return sum;
  }
}
