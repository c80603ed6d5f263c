package dev.espalier.dsl.plan;

import dev.espalier.dsl.SparseMoe;
import dev.espalier.dsl.SparseMoe.Dispatch;
import dev.espalier.dsl.Stream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Experts of which each example is computed by a few.
 *
 * @param gates a network per stream out, from the stream in to a logit for each expert
 * @param noise for each gate the matrix [width in, experts] to the logits' deviation in training;
 *     null for none
 * @param experts the experts, on the same stream
 */
public record SparseStep(
    String path,
    SparseMoe block,
    List<Stream> in,
    List<Stream> out,
    Networks gates,
    @Nullable Bank noise,
    Networks experts)
    implements Step {

  @Override
  public List<Bank> banks() {
    List<Bank> banks = new ArrayList<>(gates.banks());
    if (noise != null) {
      banks.add(noise);
    }
    banks.addAll(experts.banks());
    return banks;
  }

  /** Experts that compute an example: those that the gates picked, if all pick different ones. */
  public int computed() {
    long picked = (long) block.router().k() * gates.count();
    return block.dispatch() == Dispatch.SOFT
        ? experts.count()
        : (int) Math.min(picked, experts.count());
  }

  @Override
  public long multiplyAdds() {
    long one = experts.multiplyAdds() / experts.count();
    long added = Plan.times(Plan.times(block.router().k(), out.size()), experts.outputWidth());
    long drawn = noise == null ? 1 : 2;
    return Plan.plus(
        Plan.times(drawn, gates.multiplyAdds()), Plan.plus(Plan.times(one, computed()), added));
  }
}
