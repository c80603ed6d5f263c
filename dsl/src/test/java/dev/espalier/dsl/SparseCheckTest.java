package dev.espalier.dsl;

import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.hierarchicalExperts;
import static dev.espalier.dsl.Blocks.sparseMoe;
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
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.espalier.dsl.Router.Softmax;
import dev.espalier.dsl.SparseMoe.Gates;
import dev.espalier.dsl.plan.Owner;
import dev.espalier.dsl.plan.Parameter;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.dsl.print.MermaidDiagram;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused of experts of which each example is computed by a few, and what they come to. */
class SparseCheckTest {
  private static final String PLACE = "sparseMoe.";
  private static final SparseMoe FOUR = sparseMoe(4, 8);

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("settings")
  void refuses(String path, String received, Topology topology) {
    Refused.assertOnlyProblem(topology, path, received);
  }

  static Stream<Arguments> settings() {
    Capacity capacity = Capacity.defaults();
    return Stream.of(
        Refused.shared(PLACE + "experts", "-1", sparseMoe(-1, 8)),
        Refused.shared(PLACE + "units", "no layer", sparseMoe(4)),
        Refused.shared(PLACE + "units[1]", "0", sparseMoe(4, 8, 0)),
        Refused.shared(
            PLACE + "normalization",
            "BATCH",
            sparseMoe(4, Layers.of(8).normalization(Normalization.BATCH))),
        Refused.shared(PLACE + "router.topK.k", "0 of 4 experts", FOUR.router(topK(0))),
        Refused.shared(PLACE + "router.topK.k", "5 of 4 experts", FOUR.router(topK(5))),
        Refused.shared(
            PLACE + "router.topK.softmax",
            "AFTER with a k of 1, whose only weight is 1 and leaves the router without a gradient",
            FOUR.router(topK(1))),
        Refused.shared(
            PLACE + "router.noisyTopK.k",
            "AFTER with a k of 1, whose only weight is 1 and leaves the router without a gradient",
            FOUR.router(noisyTopK(1))),
        Refused.shared(
            PLACE + "router.noisyTopK.warmup", "-1", FOUR.router(noisyTopK(2).warmup(-1))),
        Refused.shared(
            PLACE + "router.switchRouter.jitter", "1.0", FOUR.router(switchRouter().jitter(1))),
        Refused.shared(
            PLACE + "router.switchRouter.hidden.units[0]",
            "0",
            FOUR.router(switchRouter().hidden(0))),
        Refused.shared(PLACE + "losses[0].zLoss.weight", "-1.0", FOUR.losses(zLoss(-1))),
        Refused.shared(
            PLACE + "losses[1].importance.weight",
            "Infinity",
            FOUR.losses(switchLoss(1), importance(Float.POSITIVE_INFINITY))),
        Refused.shared(PLACE + "losses[1].zLoss", "another zLoss", FOUR.losses(zLoss(1), zLoss(2))),
        Refused.shared(
            PLACE + "losses[0].load",
            "topK, which has no noise to say how likely a pick is",
            FOUR.losses(load(1))),
        Refused.shared(
            PLACE + "losses[0].load",
            "all 4 experts picked for each example",
            FOUR.router(noisyTopK(4)).losses(load(1))),
        Refused.shared(
            PLACE + "router.topK.hidden.units[0]", "-2", FOUR.router(topK(2).hidden(-2))),
        Refused.shared(
            PLACE + "router.topK.hidden.units",
            "no layer, but settings of layers",
            FOUR.router(topK(2).hidden(Layers.of().dropout(.1f)))),
        Refused.shared(PLACE + "router.threshold.share", "1.0", FOUR.router(threshold(1f, 2))),
        Refused.shared(
            PLACE + "router.threshold.share", "NaN", FOUR.router(threshold(Float.NaN, 2))),
        Refused.shared(PLACE + "router.tree.depth", "3 for 4 experts", FOUR.router(tree(3))),
        Refused.shared(PLACE + "router.tree.k", "5 of 4 experts", FOUR.router(tree(2).k(5))),
        Refused.shared(PLACE + "router.lsh.planes", "31 for 4 experts", FOUR.router(lsh(31))),
        Refused.shared(
            PLACE + "router.randomFixed.k", "0 of 4 experts", FOUR.router(randomFixed(0, 1))),
        Refused.shared(
            PLACE + "router.replicate.k", "2 of 4 experts, gates: 1", FOUR.router(replicate(2))),
        Refused.shared(
            PLACE + "router.replicate.k",
            "1 of 4 experts, gates: 2",
            FOUR.router(byTask()).gates(Gates.PER_TASK)),
        Refused.shared(
            PLACE + "losses",
            "lsh, which learns nothing",
            FOUR.router(lsh(2)).losses(zLoss(1e-3f))),
        Refused.shared(
            PLACE + "router.topK",
            "1 expert, whose weight is 1 whatever the logits are",
            sparseMoe(1, 8).router(topK(1).softmax(Softmax.BEFORE))),
        Refused.shared(PLACE + "freezeAfter", "0", FOUR.freezeAfter(0)),
        Refused.shared(
            PLACE + "freezeAfter",
            "9 with lsh, which learns nothing",
            FOUR.router(lsh(2)).freezeAfter(9)),
        Refused.shared(
            PLACE + "freezeAfter",
            "hidden layers with dropout or a normalisation over the batch",
            FOUR.router(topK(2).hidden(Layers.of(4).dropout(.1f))).freezeAfter(9)),
        Refused.shared(PLACE + "capacity.training", "0.0", FOUR.capacity(capacity.training(0))),
        Refused.shared(
            PLACE + "capacity.training", "NaN", FOUR.capacity(capacity.training(Float.NaN))),
        Refused.shared(PLACE + "capacity.serving", "-1.0", FOUR.capacity(capacity.serving(-1))),
        Refused.shared(PLACE + "capacity.least", "0", FOUR.capacity(capacity.least(0))),
        Refused.shared(
            PLACE + "granularity.perTask",
            "one gate for all tasks",
            FOUR.perTask().gates(Gates.ONE)),
        Refused.shared(
            PLACE + "router", "lsh, which learns nothing", FOUR.router(lsh(2)).perTask()),
        Refused.shared(
            PLACE + "router",
            "switchRouter, which explores by its input",
            FOUR.router(switchRouter()).perTask()),
        Refused.shared(
            PLACE + "router.topK.hidden",
            "hidden layers of [3]",
            FOUR.router(topK(2).hidden(3)).perTask()),
        Refused.shared(
            PLACE + "capacity.serving",
            "2.0 with a gate for each task",
            FOUR.gates(Gates.PER_TASK).capacity(capacity.serving(2))));
  }

  @Test
  void refusesToReadSeveralStreams() {
    Refused.assertOnlyProblem(
        Refused.with(experts(2, 4), FOUR),
        "topology.shared[1].sparseMoe",
        "2 shared streams of width 4");
  }

  @Test
  void refusesAGatePerTaskInABody() {
    Refused.assertOnlyProblem(
        Refused.with(hierarchicalExperts(2, FOUR.gates(Gates.PER_TASK))),
        "topology.shared[0].hierarchicalExperts.body",
        "2 task streams of width 8");
  }

  @Test
  void hasAsManyPlacesAsThePapers() {
    Capacity capacity = Capacity.defaults();
    assertThat(capacity.places(1.25f, 2, 16, 1024)).isEqualTo(160);
    assertThat(capacity.places(1.25f, 2, 16, 1023)).isEqualTo(160);
    assertThat(capacity.places(1.25f, 2, 16, 16)).isEqualTo(4);
    assertThat(capacity.places(1.25f, 2, 16, 3)).isEqualTo(3);
    assertThat(capacity.least(1).places(1f, 1, 64, 64)).isEqualTo(1);
    assertThat(capacity.places(Float.MAX_VALUE, 2, 16, 1024)).isEqualTo(1024);
  }

  @Test
  void gatesBelongToTheirTasksAndExpertsToAll() {
    Owner all = new Owner.Shared(List.of("y", "z"));
    Plan one = Plan.of(Refused.with(FOUR));
    Plan each = Plan.of(Refused.with(FOUR.gates(Gates.PER_TASK).router(topK(2).hidden(5))));

    assertThat(one.parameters())
        .filteredOn(parameter -> parameter.name().startsWith("shared0"))
        .allMatch(parameter -> parameter.owner().equals(all))
        .extracting(Parameter::name)
        .contains("shared0/sparseMoe/gate/kernel", "shared0/sparseMoe/experts/3/layer0/bias");
    assertThat(each.parameters())
        .filteredOn(parameter -> parameter.name().contains("/gate/"))
        .extracting(Parameter::name, Parameter::owner)
        .contains(
            tuple("shared0/sparseMoe/y/gate/kernel", new Owner.OfTask("y")),
            tuple("shared0/sparseMoe/z/gate/layer0/kernel", new Owner.OfTask("z")));
    // The gate 3 x 4, two experts of 3 x 8, their sum; towers of nothing but a head 8 x 1.
    assertThat(one.multiplyAdds()).isEqualTo(12 + 2 * 24 + 2 * 8 + 2 * 8);
    assertThat(Plan.of(Refused.with(FOUR.dispatch(SparseMoe.Dispatch.SOFT))).multiplyAdds())
        .isEqualTo(12 + 4 * 24 + 2 * 8 + 2 * 8);
    assertThat(MermaidDiagram.of(Refused.with(FOUR))).contains("topK 2 of 4 experts");
  }

  @Test
  void routesPositionsAndTasks() {
    SparseMoe each = FOUR.perPosition("s").router(noisyTopK(2));
    Topology positions =
        Topology.builder("t")
            .inputs(Features.numeric("x", 3), Features.sequence("s", 5, 2).unpooled())
            .shared(each)
            .task(Tasks.regression("y"))
            .build();
    Plan plan = Plan.of(positions);
    assertThat(plan.parameters())
        .filteredOn(parameter -> parameter.name().startsWith("shared0"))
        .extracting(Parameter::name, Parameter::shape)
        .contains(
            tuple("shared0/sparseMoe/gate/kernel", List.of(2, 4)),
            tuple("shared0/sparseMoe/gate/noise/kernel", List.of(2, 4)),
            tuple("shared0/sparseMoe/experts/3/layer0/kernel", List.of(2, 8)));
    // At five positions the gate and its noise 2 x 4, two experts of 2 x 8, their sum; the head.
    assertThat(plan.multiplyAdds()).isEqualTo(5 * (2 * 8 + 2 * 16 + 2 * 8) + 11);
    assertThat(MermaidDiagram.of(positions))
        .contains("noisyTopK 2 of 4 experts, each position of s");

    Plan tasks = Plan.of(Refused.with(FOUR.perTask()));
    assertThat(tasks.parameters())
        .filteredOn(parameter -> parameter.name().contains("/gate/"))
        .extracting(Parameter::name, Parameter::shape, Parameter::owner)
        .containsExactly(
            tuple("shared0/sparseMoe/y/gate/kernel", List.of(1, 4), new Owner.OfTask("y")),
            tuple("shared0/sparseMoe/z/gate/kernel", List.of(1, 4), new Owner.OfTask("z")));
    assertThat(MermaidDiagram.of(Refused.with(FOUR.perTask()))).contains("4 experts, each task");
    assertThat(FOUR.perTask().hasCapacity()).isFalse();
    assertThat(FOUR.hasCapacity()).isTrue();
  }

  @Test
  void refusesSizesBeforeAnythingIsMade() {
    Topology large = Refused.with(sparseMoe(4096, 60_000), sparseMoe(4096, 60_000));
    assertThat(large.problems(Limits.defaults()))
        .singleElement()
        .satisfies(problem -> assertThat(problem.path()).isEqualTo("topology"));
  }
}
