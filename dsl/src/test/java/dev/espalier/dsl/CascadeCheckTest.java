package dev.espalier.dsl;

import static dev.espalier.dsl.Blocks.cascade;
import static dev.espalier.dsl.Blocks.dense;
import static dev.espalier.dsl.Blocks.exit;
import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.hierarchicalExperts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Blocks.omoe;
import static dev.espalier.dsl.Blocks.sharedBottom;
import static dev.espalier.dsl.Blocks.snr;
import static dev.espalier.dsl.Blocks.sparseMoe;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.dsl.json.TopologyJson;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused of cascades and exits, and where the refusal says it is. */
class CascadeCheckTest {
  private static final List<Task> TASKS =
      List.of(Tasks.binary("y"), Tasks.multiclass("kind", 3), Tasks.regression("z"));

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource({"places", "settings", "flows"})
  void refuses(String path, String received, Topology topology) {
    Refused.assertOnlyProblem(topology, path, received);
  }

  private static Topology with(Block... shared) {
    return new Topology("t", List.of(Features.numeric("x", 3)), List.of(shared), TASKS);
  }

  private static Arguments refused(String place, String received, Block... shared) {
    return Arguments.of("topology.shared" + place, received, with(shared));
  }

  static Stream<Arguments> places() {
    Cascade inner = cascade(dense(4), exit(), dense(4));
    return Stream.of(
        refused("[1].exit", "an exit outside of a cascade", dense(4), exit(), dense(4)),
        refused("[0].cascade", "1 block after it", inner, dense(3)),
        refused("[0].cascade", "2 blocks after it", inner, experts(2, 3), mmoe()),
        refused("[0].cascade.body", "no exit", cascade(dense(4))),
        refused("[0].cascade.body", "no exit", cascade()),
        refused(
            "[0].cascade.body[3].exit",
            "an exit at the end",
            cascade(dense(4), exit(), dense(4), exit())),
        refused(
            "[0].cascade.body[1].exit",
            "an exit right before another",
            cascade(dense(4), exit(2), exit(3), dense(4))),
        refused(
            "[0].cascade.body[2].cascade",
            "a cascade inside another block",
            cascade(dense(4), exit(), inner)),
        refused(
            "[0].cascade.body[2].sparseMoe",
            "experts with places for some examples only in serving, behind an exit",
            cascade(dense(4), exit(), places(4))),
        refused(
            "[0].cascade.body[1].hierarchicalExperts",
            "experts with places for some examples only in serving, behind an exit",
            cascade(exit(), hierarchicalExperts(2, places(4)), omoe())),
        refused(
            "[0].hierarchicalExperts.body[1].exit",
            "an exit outside of a cascade",
            hierarchicalExperts(2, sharedBottom(3), exit(), dense(3))),
        refused(
            "[0].cascade.body[2].hierarchicalExperts.body[0].cascade",
            "a cascade inside another block",
            cascade(dense(4), exit(), hierarchicalExperts(2, inner), omoe())));
  }

  static Stream<Arguments> settings() {
    String exit = "[0].cascade.body[1].exit";
    return Stream.of(
        refused(exit + ".tower.units[0]", "0", of(exit(0))),
        refused(exit + ".weight", "0.0", of(exit().weight(0f))),
        refused(exit + ".weight", "-1.0", of(exit().weight(-1f))),
        refused(exit + ".weight", "NaN", of(exit().weight(Float.NaN))),
        refused(exit + ".threshold", "1.5", of(exit().threshold(1.5f))),
        refused(exit + ".threshold", "-0.1", of(exit().threshold(-.1f))),
        refused(exit + ".threshold", "NaN", of(exit().threshold(Float.NaN))),
        refused(exit + ".thresholds[0].task", "\"nobody\"", of(exit().threshold("nobody", .9f))),
        refused(exit + ".thresholds[0].task", "\"z\"", of(exit().threshold("z", .9f))),
        refused(exit + ".thresholds[0].threshold", "2.0", of(exit().threshold("y", 2f))),
        refused(
            exit + ".thresholds[1].task",
            "\"y\"",
            of(exit().threshold("y", .9f).threshold("y", .8f))),
        Arguments.of(
            "topology.shared[0].cascade",
            "no task whose answers have a confidence: [y, z]",
            Refused.with(of(exit()))));
  }

  static Stream<Arguments> flows() {
    return Stream.of(
        refused(
            "[0].cascade.body[3].sharedBottom",
            "2 shared streams of width 4",
            cascade(dense(4), exit(), experts(2, 4), sharedBottom(3))),
        refused(
            "[0].cascade.body[3].snr",
            "3 task streams of width 4",
            cascade(experts(2, 4), mmoe(), exit(), snr(2, 4))));
  }

  private static Cascade of(Exit exit) {
    return cascade(dense(4), exit, dense(4));
  }

  @Test
  void takesWhatIsJustLegal() {
    for (Block block :
        List.of(
            cascade(exit(), dense(4)),
            cascade(
                experts(2, 4), exit(), omoe(), exit(3), dense(4), exit(), experts(2, 3), mmoe()),
            of(exit().threshold(0f).threshold("kind", 1f)),
            cascade(places(4), exit(), sparseMoe(4, 5)),
            cascade(exit(), nested(7)))) {
      Topology topology = with(block);

      assertThat(topology.problems(Limits.defaults())).isEmpty();
      assertThat(TopologyJson.read(TopologyJson.write(topology))).isEqualTo(topology);
    }
  }

  @Test
  void bodiesInACascadeAreNestedOnceMore() {
    Refused.assertOnlyProblem(
        with(cascade(exit(), nested(8))),
        "topology.shared[0].cascade.body[1].hierarchicalExperts.body",
        "bodies in one another, more than 7");
  }

  private static Block places(int experts) {
    return sparseMoe(experts, 4).capacity(Capacity.defaults().serving(2f));
  }

  private static Block nested(int deep) {
    Block block = omoe(Gate.linear().hidden(2));
    for (int i = 0; i < deep; i++) {
      block = hierarchicalExperts(1, block);
    }
    return block;
  }

  @Test
  void aSmallTowerBehindNetworksOfItsOwnIsRefusedInsideToo() {
    Topology topology =
        new Topology(
            "t",
            List.of(Features.numeric("x", 3)),
            List.of(cascade(dense(4), exit(), Blocks.singleTask(4))),
            List.of(Tasks.binary("y").tower(9).selfAuxiliary(2), Tasks.binary("z")));

    Refused.assertOnlyProblem(
        topology,
        "topology.tasks[0].selfAuxiliary",
        "a representation of the task's own, made by topology.shared[0].cascade.body[2].singleTask");
  }
}
