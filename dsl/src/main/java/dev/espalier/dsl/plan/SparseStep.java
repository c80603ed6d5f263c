package dev.espalier.dsl.plan;

import dev.espalier.dsl.SparseMoe;
import dev.espalier.dsl.SparseMoe.Dispatch;
import dev.espalier.dsl.Stream;
import java.util.ArrayList;
import java.util.List;

/**
 * Experts of which each example is computed by a few.
 *
 * @param gates a network per stream out, from the stream in to a logit for each expert
 * @param experts the experts, on the same stream
 */
public record SparseStep(
    String path,
    SparseMoe block,
    List<Stream> in,
    List<Stream> out,
    Networks gates,
    Networks experts)
    implements Step {

  @Override
  public List<Bank> banks() {
    List<Bank> banks = new ArrayList<>(gates.banks());
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
    return Plan.plus(gates.multiplyAdds(), Plan.plus(Plan.times(one, computed()), added));
  }
}
