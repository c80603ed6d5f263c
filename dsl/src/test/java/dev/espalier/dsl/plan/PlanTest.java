package dev.espalier.dsl.plan;

import static dev.espalier.dsl.Blocks.cascade;
import static dev.espalier.dsl.Blocks.crossNetwork;
import static dev.espalier.dsl.Blocks.dense;
import static dev.espalier.dsl.Blocks.dselectK;
import static dev.espalier.dsl.Blocks.exit;
import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.factorizationMachine;
import static dev.espalier.dsl.Blocks.hierarchicalExperts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Blocks.omoe;
import static dev.espalier.dsl.Blocks.snr;
import static dev.espalier.dsl.Blocks.snrGate;
import static dev.espalier.dsl.Blocks.snrToTasks;
import static dev.espalier.dsl.Features.categorical;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.multiclass;
import static dev.espalier.dsl.Tasks.regression;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.atIndex;
import static org.assertj.core.api.Assertions.tuple;

import dev.espalier.dsl.Block;
import dev.espalier.dsl.DselectK;
import dev.espalier.dsl.Gate;
import dev.espalier.dsl.Layers;
import dev.espalier.dsl.Normalization;
import dev.espalier.dsl.Snr;
import dev.espalier.dsl.Stream;
import dev.espalier.dsl.Topology;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sizes worked out by hand. */
class PlanTest {

  /** The synthetic experiment of Ma et al. 2018: d = 100, eight experts of 16, towers of 8. */
  private static Topology paper() {
    return Topology.builder("mmoe-paper")
        .inputs(numeric("x", 100))
        .shared(experts(8, 16), mmoe())
        .task(regression("y1").tower(8))
        .task(regression("y2").tower(8))
        .build();
  }

  private static Plan plan(Block... blocks) {
    return Plan.of(
        Topology.builder("t")
            .inputs(numeric("x", 10))
            .shared(blocks)
            .task(regression("a"))
            .task(regression("b").tower(4))
            .build());
  }

  @Test
  void theMmoePaper() {
    Plan plan = Plan.of(paper());

    int experts = 8 * (100 * 16 + 16);
    int gates = 2 * 100 * 8;
    int towers = 2 * (16 * 8 + 8 + 8 * 1 + 1);
    assertThat(plan.parameterCount()).isEqualTo(experts + gates + towers).isEqualTo(14_818);
    assertThat(plan.multiplyAdds())
        .isEqualTo(8 * 100 * 16 + 2 * (100 * 8 + 8 * 16) + 2 * (16 * 8 + 8));
    assertThat(plan.body()).containsExactly(Stream.of("y1", 16), Stream.of("y2", 16));
    assertThat(plan.towers()).hasSize(1);
    assertThat(plan.inputWidth()).isEqualTo(100);
  }

  @Test
  void snrTransHasAMatrixPerConnectionAndAverNone() {
    Plan trans = plan(experts(3, 5), snr(2, 6));
    Plan aver = plan(experts(3, 5), snr(2, 6).kind(Snr.Kind.AVER));

    long towers = (12 + 1) + (12 * 4 + 4 + 4 + 1);
    long without = 3 * (10 * 5 + 5) + 2 * 3 + 2 * (5 * 6 + 6) + towers;
    assertThat(aver.parameterCount()).isEqualTo(without);
    assertThat(trans.parameterCount()).isEqualTo(without + 2 * 3 * 5 * 5);
    assertThat(trans.multiplyAdds() - aver.multiplyAdds()).isEqualTo(2 * 3 * (5 * 5 - 5));
  }

  @Test
  void aGateWithHiddenLayersIsANetworkPerTask() {
    Gate gate = Gate.affine().hidden(Layers.of(6).l2(0.5f)).offers(Gate.Offer.LOGITS);
    Plan plan = plan(experts(3, 5), mmoe(gate));
    Step step = plan.steps().get(1);

    assertThat(step.banks().stream().flatMap(bank -> bank.members().stream()))
        .filteredOn(parameter -> parameter.owner().equals(new Owner.OfTask("b")))
        .extracting(Parameter::name, Parameter::shape, Parameter::l2)
        .containsExactly(
            tuple("shared1/mmoe/b/gate/layer0/kernel", List.of(10, 6), 0.5f),
            tuple("shared1/mmoe/b/gate/layer0/bias", List.of(6), 0f),
            tuple("shared1/mmoe/b/gate/kernel", List.of(6, 3), 0.5f),
            tuple("shared1/mmoe/b/gate/bias", List.of(3), 0f));
    assertThat(step.multiplyAdds()).isEqualTo(2 * (10 * 6 + 6 * 3 + 3 * 5));
    assertThat(plan.body()).containsExactly(Stream.of("a", 5 + 3), Stream.of("b", 5 + 3));
  }

  @Test
  void aGateWithoutHiddenLayersHasOnlyItsMatrix() {
    Plan plan = plan(experts(3, 5), mmoe());

    assertThat(plan.steps().get(1).banks().stream().flatMap(bank -> bank.members().stream()))
        .extracting(Parameter::name, Parameter::shape)
        .containsExactly(
            tuple("shared1/mmoe/a/gate/kernel", List.of(10, 3)),
            tuple("shared1/mmoe/b/gate/kernel", List.of(10, 3)));
  }

  @Test
  void copiesOfABodyHaveParametersOfTheirOwn() {
    Plan plan = plan(hierarchicalExperts(2, experts(3, 5), omoe()), omoe());
    HierarchicalStep step = (HierarchicalStep) plan.steps().get(0);

    assertThat(step.banks().stream().mapToLong(Bank::size).sum()).isEqualTo(2 * (3 + 3 + 1));
    assertThat(step.banks().get(0).members())
        .extracting(Parameter::name)
        .containsExactly(
            "shared0/hierarchicalExperts/0/body0/experts/0/layer0/kernel",
            "shared0/hierarchicalExperts/0/body0/experts/1/layer0/kernel",
            "shared0/hierarchicalExperts/0/body0/experts/2/layer0/kernel");
    assertThat(step.multiplyAdds()).isEqualTo(2 * (3 * 10 * 5 + 10 * 3 + 3 * 5));
    assertThat(plan.everyStep())
        .extracting(Step::path)
        .containsExactly(
            "topology.shared[0].hierarchicalExperts",
            "topology.shared[0].hierarchicalExperts.experts[0].body[0].experts",
            "topology.shared[0].hierarchicalExperts.experts[0].body[1].omoe",
            "topology.shared[0].hierarchicalExperts.experts[1].body[0].experts",
            "topology.shared[0].hierarchicalExperts.experts[1].body[1].omoe",
            "topology.shared[1].omoe");
  }

  @Test
  void aCrossNetworkHasAMatrixPerLayerOrTwoThinOnes() {
    Plan full = plan(crossNetwork(3));
    Plan low = plan(crossNetwork(3, 2));

    long towers = plan().parameterCount();
    assertThat(full.parameterCount()).isEqualTo(3 * (10 * 10 + 10) + towers);
    assertThat(low.parameterCount()).isEqualTo(3 * (10 * 2 + 2 * 10 + 10) + towers);
    assertThat(full.multiplyAdds() - plan().multiplyAdds()).isEqualTo(3 * (10 * 10 + 10));
    assertThat(low.multiplyAdds() - plan().multiplyAdds()).isEqualTo(3 * (10 * 2 + 2 * 10 + 10));
  }

  @Test
  void aFactorizationMachineHasOneThinMatrixPerStream() {
    Plan plan = plan(experts(2, 5), factorizationMachine(3));

    assertThat(plan.body()).containsExactly(Stream.shared(8), Stream.shared(8));
    assertThat(plan.steps().get(1).banks().get(0).members())
        .extracting(Parameter::name, Parameter::shape)
        .containsExactly(
            tuple("shared1/factorizationMachine/0/factors", List.of(5, 3)),
            tuple("shared1/factorizationMachine/1/factors", List.of(5, 3)));
    assertThat(plan.steps().get(1).multiplyAdds()).isEqualTo(2 * 2 * 5 * 3);
  }

  @Test
  void codesPerWeightAreAsManyAsWeights() {
    Plan plan = plan(experts(3, 5), snr(2, 6).granularity(Snr.Granularity.PER_WEIGHT));
    Plan each = plan(experts(3, 5), snr(2, 6));

    assertThat(plan.parameterCount() - each.parameterCount()).isEqualTo(2 * 3 * 5 * 5 - 2 * 3);
    assertThat(plan.steps().get(1).banks().get(0).members())
        .extracting(Parameter::name)
        .startsWith("shared1/snr/0/trans0/logAlpha", "shared1/snr/0/trans1/logAlpha")
        .hasSize(6);
  }

  @Test
  void codesOfTheExampleHaveAnAffineMapPerConnection() {
    Plan gate = plan(experts(3, 5), snrGate(2, 6));
    Plan fixed = plan(experts(3, 5), snr(2, 6));

    assertThat(gate.parameterCount() - fixed.parameterCount()).isEqualTo(2 * 3 * 10);
    assertThat(gate.multiplyAdds() - fixed.multiplyAdds()).isEqualTo(2 * 3 * (10 + 5));
  }

  @Test
  void connectionsIntoTowersHaveNoLayers() {
    Plan trans = plan(experts(3, 5), snrToTasks());
    Plan aver = plan(experts(3, 5), snrToTasks().kind(Snr.Kind.AVER));

    long towers = (5 + 1) + (5 * 4 + 4 + 4 + 1);
    assertThat(aver.parameterCount()).isEqualTo(3 * (10 * 5 + 5) + 2 * 3 + towers);
    assertThat(trans.parameterCount() - aver.parameterCount()).isEqualTo(2 * 3 * 5 * 5);
    assertThat(aver.multiplyAdds()).isEqualTo(3 * 10 * 5 + 2 * 3 * 5 + 5 + 5 * 4 + 4);
    assertThat(aver.body()).containsExactly(Stream.of("a", 5), Stream.of("b", 5));
  }

  @Test
  void selectorsHaveAnActivationPerBinaryDigit() {
    long rest = 5 * (10 * 4 + 4);
    long towers = (4 + 1) + (4 * 4 + 4 + 4 + 1);
    Plan fixed = plan(experts(5, 4), dselectK(2));
    Plan each = plan(experts(5, 4), dselectK(2).selector(DselectK.Selector.PER_EXAMPLE));

    // Five streams have three digits.
    assertThat(fixed.parameterCount()).isEqualTo(rest + towers + 2 * (2 * 3 + 2));
    assertThat(each.parameterCount()).isEqualTo(rest + towers + 2 * 11 * (2 * 3 + 2));
    assertThat(plan(experts(4, 4), dselectK(2)).steps().get(1).banks().get(0).shape())
        .containsExactly(2 * 2);
  }

  @Test
  void aSharedBodyEndsInItsConcatenation() {
    Plan plan = plan(experts(3, 5));

    assertThat(plan.towers())
        .extracting(group -> group.hidden().inputWidth())
        .containsExactly(15, 15);
  }

  @Test
  void withoutABodyTheTowersReadTheFeatures() {
    Plan plan = plan();

    assertThat(plan.steps()).isEmpty();
    assertThat(plan.parameterCount()).isEqualTo((10 + 1) + (10 * 4 + 4 + 4 + 1));
  }

  @Test
  void normalisationsBringTheirOwnOffset() {
    Layers layers = Layers.of(6);

    assertThat(shapes(plan(dense(layers)))).containsExactly("kernel[10, 6]", "bias[6]");
    assertThat(shapes(plan(dense(layers.normalization(Normalization.LAYER)))))
        .containsExactly("kernel[10, 6]", "scale[6]", "offset[6]");
    Plan batch = plan(dense(layers.normalization(Normalization.BATCH)));
    assertThat(shapes(batch))
        .containsExactly("kernel[10, 6]", "scale[6]", "offset[6]", "mean[6]", "variance[6]");
    assertThat(batch.parameters().stream().filter(p -> !p.isTrained()))
        .extracting(Parameter::role)
        .containsExactly(Parameter.Role.MOVING_MEAN, Parameter.Role.MOVING_VARIANCE);
  }

  private static List<String> shapes(Plan plan) {
    return plan.steps().get(0).banks().stream()
        .flatMap(bank -> bank.members().stream())
        .map(p -> p.name().substring(p.name().lastIndexOf('/') + 1) + p.shape())
        .toList();
  }

  @Test
  void aLearnedGateHasAnOffsetPerStream() {
    Plan linear = plan(experts(3, 5), omoe());
    Plan affine = plan(experts(3, 5), omoe(Gate.affine()));
    Plan each = plan(experts(3, 5), mmoe(Gate.affine()));

    assertThat(affine.parameterCount() - linear.parameterCount()).isEqualTo(3);
    assertThat(each.parameterCount() - affine.parameterCount()).isEqualTo(10 * 3 + 3);
  }

  @Test
  void tablesKeepARowForTheUnknown() {
    Plan plan =
        Plan.of(
            Topology.builder("t")
                .inputs(categorical("c", 50, 4), categorical("d", 6).oneHot())
                .task(multiclass("y", 3))
                .build());

    assertThat(plan.tables()).hasSize(1);
    assertThat(plan.tables().get(0).rows().shape()).containsExactly(51, 4);
    assertThat(plan.inputWidth()).isEqualTo(4 + 7);
    assertThat(plan.parameterCount()).isEqualTo(51 * 4 + 11 * 3 + 3);
  }

  @Test
  void featuresThatShareATableReadOne() {
    Plan plan =
        Plan.of(
            Topology.builder("t")
                .inputs(categorical("last", 50, 4).sharing("item"), categorical("user", 7, 2))
                .inputs(categorical("item", 50, 4), categorical("next", 50, 4).sharing("item"))
                .task(multiclass("y", 3))
                .build());

    assertThat(plan.tables()).hasSize(2);
    assertThat(plan.tables().get(0).readers()).containsExactly("user");
    assertThat(plan.tables().get(1).readers()).containsExactly("last", "item", "next");
    assertThat(plan.tables().get(1).rows().name()).isEqualTo("inputs/item/table");
    assertThat(plan.inputWidth()).isEqualTo(4 + 2 + 4 + 4);
    assertThat(plan.parameterCount()).isEqualTo(51 * 4 + 8 * 2 + 14 * 3 + 3);
  }

  @Test
  void frozenRowsAreParametersThatAreNotTrained() {
    Plan plan =
        Plan.of(
            Topology.builder("t")
                .inputs(categorical("a", 5, 2).frozen(), categorical("b", 5, 2).pretrained())
                .task(multiclass("y", 3))
                .build());

    assertThat(plan.tables().get(0).rows().role()).isEqualTo(Parameter.Role.FROZEN_TABLE);
    assertThat(plan.tables().get(0).rows().isTrained()).isFalse();
    assertThat(plan.tables().get(1).rows().isTrained()).isTrue();
    assertThat(plan.parameterCount()).isEqualTo(6 * 2 + 6 * 2 + 4 * 3 + 3);
  }

  @Test
  void towersOfOneShapeAreOneGroup() {
    Plan plan =
        Plan.of(
            Topology.builder("t")
                .inputs(numeric("x"))
                .task(regression("a").tower(4))
                .task(regression("b").tower(4, 4))
                .task(regression("c").tower(4))
                .task(multiclass("d", 3).tower(4))
                .build());

    assertThat(plan.towers().stream().map(g -> g.tasks().stream().map(t -> t.name()).toList()))
        .containsExactly(List.of("a", "c"), List.of("b"), List.of("d"));
  }

  @Test
  void anExitHasATowerPerTaskAndLeavesTheStreamsAsTheyAre() {
    Plan plan =
        Plan.of(
            Topology.builder("t")
                .inputs(numeric("x", 10))
                .shared(cascade(dense(6), exit(4), experts(2, 5), mmoe()))
                .task(binary("a"))
                .task(multiclass("b", 3).tower(7))
                .build());

    ExitStep exit = plan.exits().get(0);
    assertThat(plan.steps()).hasSize(4).contains(exit, atIndex(1));
    assertThat(exit.path()).isEqualTo("topology.shared[0].cascade.body[1].exit");
    assertThat(exit.out()).isEqualTo(exit.in()).containsExactly(Stream.shared(6));
    assertThat(exit.multiplyAdds()).isEqualTo(2 * 6 * 4 + 4 * 1 + 4 * 3);
    assertThat(exit.banks().stream().flatMap(bank -> bank.members().stream()))
        .extracting(Parameter::name, Parameter::owner)
        .contains(tuple("tasks/b/exit0/layer0/kernel", new Owner.OfTask("b")))
        .hasSize(8);
    assertThat(plan.parameters())
        .filteredOn(parameter -> parameter.name().startsWith("shared0/cascade/body0/dense"))
        .hasSize(2)
        .allMatch(parameter -> parameter.owner().equals(new Owner.Shared(List.of("a", "b"))));
  }

  /** A block before an exit is of all tasks, though behind it one task alone reads its streams. */
  @Test
  void anExitReadsForAllTasks() {
    Plan plan =
        Plan.of(
            Topology.builder("t")
                .inputs(numeric("x", 10))
                .shared(cascade(experts(3, 5), mmoe(), dense(4), exit(), dense(6)))
                .task(binary("a"))
                .task(binary("b"))
                .build());

    assertThat(plan.exits().get(0).in()).containsExactly(Stream.of("a", 4), Stream.of("b", 4));
    assertThat(plan.parameters())
        .filteredOn(parameter -> parameter.name().startsWith("shared0/cascade/body4/dense/a"))
        .isNotEmpty()
        .allMatch(parameter -> parameter.owner().equals(new Owner.OfTask("a")));
  }
}
