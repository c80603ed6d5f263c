package dev.espalier.dsl.plan;

import dev.espalier.dsl.Activation;
import dev.espalier.dsl.Gate;
import dev.espalier.dsl.Granularity;
import dev.espalier.dsl.NoisyTopKRouter;
import dev.espalier.dsl.Positioned;
import dev.espalier.dsl.SparseMoe;
import dev.espalier.dsl.plan.Parameter.Role;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Drafts experts of which each example is computed by a few. */
final class SparseDraft {

  private SparseDraft() {}

  static Draft of(SparseMoe block, Place place) {
    return Draft.mixing(place.in(), place.out(), owners -> step(block, place, owners));
  }

  private static SparseStep step(SparseMoe block, Place place, List<Owner> owners) {
    boolean one = place.out().get(0).isShared();
    Owner all = Owner.union(owners, place.tasks());
    NetworkPlanner planner = one ? place.one(owners) : place.each(owners);
    NetworkPlanner experts =
        new NetworkPlanner(block.experts(), e -> place.name() + "/experts/" + e, e -> all);
    Positioned feature = feature(block, place);
    int read = feature == null ? place.width() : feature.depth();
    // What is routed by task is routed by a number that is always 1.
    int routed = block.granularity() instanceof Granularity.PerTask ? 1 : read;
    return new SparseStep(
        place.path(),
        block,
        place.in(),
        place.out(),
        feature,
        gates(block, planner, routed),
        block.router() instanceof NoisyTopKRouter
            ? fromZero("gate/noise", block, planner, routed)
            : null,
        IntStream.range(0, planner.count()).boxed().toList(),
        experts.networks(read, block.layers()),
        IntStream.range(0, block.experts()).boxed().toList());
  }

  private static @Nullable Positioned feature(SparseMoe block, Place place) {
    return block.granularity() instanceof Granularity.PerPosition each
        ? place.topology().positioned(each.feature())
        : null;
  }

  private static Networks gates(SparseMoe block, NetworkPlanner planner, int inputs) {
    int experts = block.experts();
    if (!(block.router() instanceof NoisyTopKRouter)) {
      Gate gate = Gate.linear().hidden(block.router().hidden());
      int logits = block.router().logits(experts);
      return logits == 0
          ? new Networks(planner.count(), inputs, List.of())
          : MixtureDraft.gates(gate, planner, inputs, logits);
    }
    Bank kernel = fromZero("gate", block, planner, inputs);
    return new Networks(
        planner.count(),
        inputs,
        List.of(new LayerPlan(inputs, experts, kernel, null, null, Activation.LINEAR, 0f)));
  }

  private static Bank fromZero(String name, SparseMoe block, NetworkPlanner planner, int inputs) {
    List<Integer> shape = List.of(inputs, block.experts());
    return planner.bank(name + "/kernel", shape, Role.KERNEL, new Initializer.Constant(0f), 0f);
  }
}
