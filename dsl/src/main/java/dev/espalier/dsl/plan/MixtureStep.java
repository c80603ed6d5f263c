package dev.espalier.dsl.plan;

import dev.espalier.dsl.Block;
import dev.espalier.dsl.Gate;
import dev.espalier.dsl.Stream;
import java.util.List;

/**
 * Streams weighed by softmax gates on the features: omoe has one gate, mmoe one per task.
 *
 * @param gates a network per gate, from the features to the logits [streams in]
 * @param offer what of each gate follows its average in the stream out
 */
public record MixtureStep(
    String path, Block block, List<Stream> in, List<Stream> out, Networks gates, Gate.Offer offer)
    implements Step {
  @Override
  public List<Bank> banks() {
    return gates.banks();
  }

  @Override
  public boolean readsFeatures() {
    return true;
  }

  @Override
  public long multiplyAdds() {
    long mix = Plan.times(in.size(), in.get(0).width());
    return Plan.plus(gates.multiplyAdds(), Plan.times(mix, out.size()));
  }
}
