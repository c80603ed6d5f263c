package dev.espalier.graph.internal;

import static dev.espalier.dsl.Blocks.sharedBottom;
import static dev.espalier.dsl.Blocks.sparseMoe;
import static dev.espalier.dsl.Features.categorical;
import static dev.espalier.dsl.Features.image;
import static dev.espalier.dsl.Features.multivalent;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Features.sequence;
import static dev.espalier.dsl.Routing.byTask;
import static dev.espalier.dsl.Routing.importance;
import static dev.espalier.dsl.Routing.load;
import static dev.espalier.dsl.Routing.lsh;
import static dev.espalier.dsl.Routing.noisyTopK;
import static dev.espalier.dsl.Routing.randomFixed;
import static dev.espalier.dsl.Routing.replicate;
import static dev.espalier.dsl.Routing.switchLoss;
import static dev.espalier.dsl.Routing.switchRouter;
import static dev.espalier.dsl.Routing.threshold;
import static dev.espalier.dsl.Routing.topK;
import static dev.espalier.dsl.Routing.tree;
import static dev.espalier.dsl.Routing.zLoss;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.regression;
import static dev.espalier.graph.internal.Topologies.smooth;

import dev.espalier.dsl.Capacity;
import dev.espalier.dsl.Capacity.Overflow;
import dev.espalier.dsl.Normalization;
import dev.espalier.dsl.Pooling;
import dev.espalier.dsl.Router.Softmax;
import dev.espalier.dsl.SparseMoe;
import dev.espalier.dsl.SparseMoe.Dispatch;
import dev.espalier.dsl.SparseMoe.Gates;
import dev.espalier.dsl.Topology;
import java.util.List;

/** Topologies with experts of which each example is computed by a few. */
final class SparseTopologies {
  /** Two places with each of four experts, for six examples. */
  private static final Capacity TIGHT = Capacity.defaults().training(.6f).least(1);

  private SparseTopologies() {}

  static List<Topology> all() {
    SparseMoe four = sparseMoe(4, smooth(5));
    // Rows of a table are so small that a change would often change a pick.
    SparseMoe all =
        sparseMoe(3, smooth(3)).router(topK(3)).capacity(Capacity.defaults().training(3));
    return List.of(
        topology("sparse", four),
        topology("sparse-soft", four.dispatch(Dispatch.SOFT)),
        topology("sparse-gates", four.gates(Gates.PER_TASK)),
        topology(
            "sparse-soft-gates",
            four.gates(Gates.PER_TASK)
                .dispatch(Dispatch.SOFT)
                .router(topK(3).softmax(Softmax.BEFORE))),
        topology("sparse-dropping", four.capacity(TIGHT)),
        topology(
            "sparse-residual", sparseMoe(4, smooth(3)).capacity(TIGHT), sparseMoe(2, smooth(3))),
        topology(
            "sparse-next-best",
            four.gates(Gates.PER_TASK).capacity(TIGHT.overflow(Overflow.NEXT_BEST))),
        topology(
            "sparse-deep",
            sparseMoe(3, smooth(5, 4).normalization(Normalization.LAYER).l2(.1f))
                .router(topK(1).softmax(Softmax.BEFORE).hidden(smooth(3)))),
        topology(
            "sparse-noisy",
            four.router(noisyTopK(2).warmup(1)).losses(importance(.2f), load(.3f)),
            sparseMoe(4, smooth(5))
                .router(noisyTopK(2))
                .gates(Gates.PER_TASK)
                .dispatch(Dispatch.SOFT)
                .losses(load(.3f), zLoss(.1f), switchLoss(.5f))
                .freezeAfter(7)),
        topology(
            "sparse-switch",
            four.router(switchRouter().hidden(smooth(3)).jitter(.1f))
                .losses(switchLoss(.5f), zLoss(.1f), importance(.2f))),
        topology("sparse-threshold", four.router(threshold(.26f, 3)).capacity(TIGHT)),
        topology("sparse-tree", four.router(tree(2).k(2))),
        topology("sparse-lsh", four.router(lsh(2)).gates(Gates.PER_TASK)),
        topology("sparse-fixed", four.router(randomFixed(2, 3)).dispatch(Dispatch.SOFT)),
        topology("sparse-by-task", sparseMoe(2, smooth(5)).router(byTask()).gates(Gates.PER_TASK)),
        topology(
            "sparse-tasks",
            sparseMoe(5, smooth(5)).router(noisyTopK(2)).losses(load(.3f)).perTask()),
        topology(
            "sparse-tasks-dropout",
            sparseMoe(5, smooth(5).dropout(.2f)).router(threshold(.21f, 2)).perTask()),
        topology(
            "sparse-tasks-soft",
            four.router(tree(2)).dispatch(Dispatch.SOFT).losses(switchLoss(.5f)).perTask()),
        positions(
            "sparse-positions",
            four.router(noisyTopK(2))
                .losses(importance(.2f), load(.3f), zLoss(.1f))
                .perPosition("clicks"),
            sparseMoe(4, smooth(2))
                .capacity(TIGHT.overflow(Overflow.NEXT_BEST))
                .losses(switchLoss(.5f))
                .perPosition("clicks", new Pooling.Sum()),
            all.perPosition("items"),
            four.gates(Gates.PER_TASK).perPosition("photo", new Pooling.Max())),
        positions(
            "sparse-positions-soft",
            four.router(switchRouter()).dispatch(Dispatch.SOFT).perPosition("clicks"),
            all.dispatch(Dispatch.SOFT).perPosition("items", new Pooling.Sum())),
        topology("sparse-single", sparseMoe(1, smooth(4)).router(replicate(1)).capacity(TIGHT)));
  }

  /** These blocks on features of several positions, of which some do not count. */
  private static Topology positions(String name, SparseMoe... blocks) {
    return Topology.builder(name)
        .inputs(
            numeric("x", 2),
            sequence("clicks", 3, 2).length("n"),
            multivalent(categorical("items", 4, 3), 3).weights("w"),
            image("photo", 2, 2, 2).flat())
        .shared(blocks)
        .task(binary("buy").tower(smooth(3)))
        .task(regression("dwell").tower(smooth(3)).weight(.5f))
        .build();
  }

  /** These blocks on a learned representation of four numbers, for two tasks. */
  static Topology topology(String name, SparseMoe... blocks) {
    var builder = Topology.builder(name).inputs(numeric("x", 4)).shared(sharedBottom(smooth(3)));
    for (SparseMoe block : blocks) {
      builder.shared(block);
    }
    return builder
        .task(binary("buy").tower(smooth(3)))
        .task(regression("dwell").tower(smooth(3)).weight(.5f))
        .build();
  }
}
