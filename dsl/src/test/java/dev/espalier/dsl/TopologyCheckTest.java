package dev.espalier.dsl;

import static dev.espalier.dsl.Blocks.dense;
import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Blocks.sharedBottom;
import static dev.espalier.dsl.Blocks.snr;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.regression;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.espalier.dsl.plan.Plan;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopologyCheckTest {

  @Test
  void reportsEveryProblemAtOnce() {
    TopologyBuilder builder =
        Topology.builder("a name")
            .inputs(numeric("x", 0), numeric("x"))
            .shared(experts(0, 64), snr(4, 0).codes(HardConcrete.defaults().beta(-1f)))
            .task(binary("click").weight(-1f))
            .task(binary("click").label("x"));

    TopologyException refusal = catchThrowableOfType(TopologyException.class, builder::build);

    assertThat(refusal.problems())
        .extracting(Problem::path)
        .containsExactly(
            "topology.name",
            "topology.inputs[0].width",
            "topology.inputs[1].name",
            "topology.shared[0].experts.count",
            "topology.shared[1].snr.units[0]",
            "topology.shared[1].snr.codes.beta",
            "topology.tasks[0].weight",
            "topology.tasks[1].name",
            "topology.tasks[1].label");
    assertThat(refusal)
        .hasMessageStartingWith("Topology \"a name\" has 9 problems:\n  topology.name: received")
        .hasMessageContaining(
            "topology.shared[1].snr.codes.beta: received -1.0, allowed is 1e-6 or more."
                + " The usual value is 2/3.");
  }

  @Test
  void reportsTheFlowOfStreamsBesidesTheTasks() {
    Topology topology =
        new Topology(
            "t",
            List.of(numeric("x")),
            List.of(experts(2, 4), sharedBottom(4)),
            List.of(binary("y").weight(0f)));

    assertThat(topology.problems(Limits.defaults()))
        .extracting(Problem::path)
        .containsExactly("topology.shared[1].sharedBottom", "topology.tasks[0].weight");
  }

  @Test
  void asksForInputsAndTasks() {
    assertThat(
            new Topology("t", List.of(), List.of(mmoe(), dense(2)), List.of())
                .problems(Limits.defaults()))
        .extracting(Problem::toString)
        .containsExactly(
            "topology.inputs: received none, allowed is at least one. Add a feature.",
            "topology.tasks: received none, allowed is at least one. Add a task.");
  }

  @Test
  void holdsEachLimit() {
    Topology topology =
        Topology.builder("t")
            .inputs(numeric("a", 3), Features.categorical("b", 9, 2))
            .shared(experts(3, 4, 4), snr(2, 4))
            .task(regression("y"))
            .task(regression("z"))
            .build();
    Limits limits = Limits.defaults();

    assertRefused(topology, limits.features(1), "topology.inputs");
    assertRefused(topology, limits.blocks(1), "topology.shared");
    assertRefused(topology, limits.tasks(1), "topology.tasks");
    assertRefused(topology, limits.streams(2), "topology.shared[0].experts.count");
    assertRefused(topology, limits.layers(1), "topology.shared[0].experts.units");
    assertRefused(topology, limits.rows(9), "topology.inputs[1].coding");
    TopologySize size = TopologySize.of(topology);
    assertRefused(topology, limits.parameters(size.parameters() - 1), "topology");
    assertRefused(topology, limits.arrays((int) size.arrays() - 1), "topology");
    assertThat(topology.problems(limits.width(2)))
        .extracting(Problem::path)
        .contains("topology.inputs[0].width", "topology.shared[0].experts.units[0]");

    Limits exact = limits.features(2).blocks(2).tasks(2).streams(3).layers(2).rows(10).width(4);
    exact = exact.parameters(size.parameters()).arrays((int) size.arrays());
    assertThat(topology.problems(exact)).isEmpty();
    assertThat(Plan.of(topology, exact).parameterCount()).isEqualTo(size.parameters());
  }

  private static void assertRefused(Topology topology, Limits limits, String path) {
    assertThat(topology.problems(limits)).extracting(Problem::path).containsExactly(path);
    assertThatThrownBy(() -> Plan.of(topology, limits)).isInstanceOf(TopologyException.class);
  }

  @Test
  void refusesWhatIsFarTooLargeWithoutMakingIt() {
    Topology topology =
        new Topology(
            "t",
            List.of(numeric("x", 65_536)),
            List.of(experts(4096, 65_536, 65_536), snr(4096, 65_536), snr(4096, 65_536)),
            List.of(regression("y")));

    assertThat(topology.problems(Limits.defaults()))
        .extracting(Problem::path, Problem::allowed)
        .containsExactly(
            tuple("topology", "at most 2000000000"), tuple("topology", "at most 1000000"));
  }

  @Test
  void refusesWhatOverflowsALong() {
    Limits wide = Limits.defaults().width(Integer.MAX_VALUE).parameters(Long.MAX_VALUE - 1);
    Topology topology =
        Refused.with(
            experts(4, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE), snr(1, 1));

    assertThat(topology.problems(wide))
        .extracting(Problem::path, Problem::received)
        .containsExactly(tuple("topology", "2^63 parameters or more"));
  }

  @Test
  void refusesWidthsThatOverflowAnInt() {
    Limits wide = Limits.defaults().width(Integer.MAX_VALUE);
    Topology inputs = Refused.with(numeric("a", Integer.MAX_VALUE), numeric("b"));
    Topology body = Refused.with(experts(4, 1 << 29));

    assertThat(inputs.problems(wide))
        .extracting(Problem::path, Problem::received)
        .containsExactly(tuple("topology.inputs", "2147483648 numbers per example"));
    assertThat(body.problems(wide))
        .extracting(Problem::path, Problem::received)
        .containsExactly(tuple("topology.shared", "2147483648 numbers per example"));
  }

  @Test
  void aMessageIsNotEndless() {
    TopologyBuilder builder = Topology.builder("t");
    for (int i = 0; i < 9_000; i++) {
      builder.inputs(numeric("x", 0));
    }

    TopologyException refusal = catchThrowableOfType(TopologyException.class, builder::build);

    assertThat(refusal.problems()).hasSize(9_000 + 8_999 + 1);
    assertThat(refusal.getMessage().lines()).hasSize(52).last().isEqualTo("  and 17950 more.");
  }

  @Test
  void namesTheTasksWhereOneIsNotThere() {
    assertThatThrownBy(() -> JavaTopologies.feedRanking().task("like"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"like\"")
        .hasMessageContaining("[click, buy, dwell]");
  }
}
