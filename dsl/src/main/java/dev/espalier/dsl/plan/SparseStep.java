package dev.espalier.dsl.plan;

import dev.espalier.dsl.LshRouter;
import dev.espalier.dsl.RandomFixedRouter;
import dev.espalier.dsl.Router;
import dev.espalier.dsl.SparseMoe;
import dev.espalier.dsl.SparseMoe.Dispatch;
import dev.espalier.dsl.Stream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Experts of which each example is computed by a few.
 *
 * @param gates a network per stream out, from the stream in to what the router makes of it, a logit
 *     for each expert as a rule; without layers where the router is fixed
 * @param noise for each gate the matrix [width in, experts] to the logits' deviation in training;
 *     null for none
 * @param numbers which of the block's gates these are, from 0
 * @param experts the experts that are left, on the same stream
 * @param left which of the block's experts these are, from 0: all but in an export without some
 */
public record SparseStep(
    String path,
    SparseMoe block,
    List<Stream> in,
    List<Stream> out,
    Networks gates,
    @Nullable Bank noise,
    List<Integer> numbers,
    Networks experts,
    List<Integer> left)
    implements Step {

  /** Copies the lists. */
  public SparseStep {
    numbers = List.copyOf(numbers);
    left = List.copyOf(left);
  }

  @Override
  public List<Bank> banks() {
    List<Bank> banks = routing();
    banks.addAll(experts.banks());
    return banks;
  }

  /** What the router is made of. */
  public List<Bank> routing() {
    List<Bank> banks = new ArrayList<>(gates.banks());
    if (noise != null) {
      banks.add(noise);
    }
    return banks;
  }

  /** Experts that a gate picks for an example: no more than are left. */
  public int k() {
    return Math.min(block.router().k(), experts.count());
  }

  /** Experts that compute an example: those that the gates picked, if all pick different ones. */
  public int computed() {
    long picked = (long) k() * gates.count();
    return block.dispatch() == Dispatch.SOFT
        ? experts.count()
        : (int) Math.min(picked, experts.count());
  }

  @Override
  public long multiplyAdds() {
    long one = experts.multiplyAdds() / experts.count();
    long added = Plan.times(Plan.times(k(), out.size()), experts.outputWidth());
    long drawn = noise == null ? 1 : 2;
    return Plan.plus(Plan.times(drawn, routes()), Plan.plus(Plan.times(one, computed()), added));
  }

  private long routes() {
    Router router = block.router();
    return router instanceof LshRouter || router instanceof RandomFixedRouter
        ? Plan.times(Plan.times(gates.inputWidth(), experts.count()), gates.count())
        : gates.multiplyAdds();
  }
}
