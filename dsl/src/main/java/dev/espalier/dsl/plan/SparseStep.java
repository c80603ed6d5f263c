package dev.espalier.dsl.plan;

import dev.espalier.dsl.Granularity;
import dev.espalier.dsl.LshRouter;
import dev.espalier.dsl.Positioned;
import dev.espalier.dsl.RandomFixedRouter;
import dev.espalier.dsl.Router;
import dev.espalier.dsl.SparseMoe;
import dev.espalier.dsl.SparseMoe.Dispatch;
import dev.espalier.dsl.Stream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Experts of which each example, or each position of a feature, is computed by a few.
 *
 * @param feature whose positions are routed; null where examples or tasks are
 * @param gates a network per stream out, from what is routed to what the router makes of it, a
 *     logit for each expert as a rule; without layers where the router is fixed. What is routed is
 *     the stream in, the vector at a position, or the number 1 for a task
 * @param noise for each gate the matrix [width of what is routed, experts] to the logits' deviation
 *     in training; null for none
 * @param numbers which of the block's gates these are, from 0
 * @param experts the experts that are left, on the stream in or on the vector at a position
 * @param left which of the block's experts these are, from 0: all but in an export without some
 */
public record SparseStep(
    String path,
    SparseMoe block,
    List<Stream> in,
    List<Stream> out,
    @Nullable Positioned feature,
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

  /** Experts that compute an example or a position, if all gates pick different ones. */
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
    long each =
        Plan.plus(Plan.times(drawn, routes()), Plan.plus(Plan.times(one, computed()), added));
    return Plan.times(each, feature == null ? 1 : feature.positions());
  }

  private long routes() {
    Router router = block.router();
    if (block.granularity() instanceof Granularity.PerTask) {
      return 0; // once, whatever the batch
    }
    return router instanceof LshRouter || router instanceof RandomFixedRouter
        ? Plan.times(Plan.times(gates.inputWidth(), experts.count()), gates.count())
        : gates.multiplyAdds();
  }
}
