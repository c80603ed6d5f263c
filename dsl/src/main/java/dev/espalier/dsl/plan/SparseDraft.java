package dev.espalier.dsl.plan;

import dev.espalier.dsl.Gate;
import dev.espalier.dsl.SparseMoe;
import java.util.List;

/** Drafts experts of which each example is computed by a few. */
final class SparseDraft {

  private SparseDraft() {}

  static Draft of(SparseMoe block, Place place) {
    return Draft.mixing(place.in(), place.out(), owners -> step(block, place, owners));
  }

  private static SparseStep step(SparseMoe block, Place place, List<Owner> owners) {
    boolean one = place.out().get(0).isShared();
    Owner all = Owner.union(owners, place.tasks());
    Gate gate = Gate.linear().hidden(block.router().hidden());
    NetworkPlanner planner = one ? place.one(owners) : place.each(owners);
    NetworkPlanner experts =
        new NetworkPlanner(block.experts(), e -> place.name() + "/experts/" + e, e -> all);
    return new SparseStep(
        place.path(),
        block,
        place.in(),
        place.out(),
        MixtureDraft.gates(gate, planner, place.width(), block.experts()),
        experts.networks(place.width(), block.layers()));
  }
}
