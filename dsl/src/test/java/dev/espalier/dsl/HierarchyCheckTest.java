package dev.espalier.dsl;

import static dev.espalier.dsl.Blocks.dense;
import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.hierarchicalExperts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Blocks.omoe;
import static dev.espalier.dsl.Blocks.sharedBottom;
import static dev.espalier.dsl.Blocks.snr;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.dsl.json.TopologyJson;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused in a body within the body, and where the refusal says it is. */
class HierarchyCheckTest {
  private static final String PLACE = "hierarchicalExperts";

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource({"settings", "flows"})
  void refuses(String path, String received, Topology topology) {
    Refused.assertOnlyProblem(topology, path, received);
  }

  static Stream<Arguments> settings() {
    return Stream.of(
        Refused.shared(PLACE + ".count", "0", hierarchicalExperts(0, sharedBottom(4))),
        Refused.shared(PLACE + ".count", "-3", hierarchicalExperts(-3, sharedBottom(4))),
        Refused.shared(PLACE + ".body", "no block", hierarchicalExperts(2)),
        Refused.shared(
            PLACE + ".body[1].dense.units[0]",
            "0",
            hierarchicalExperts(2, sharedBottom(4), dense(0))),
        Refused.shared(
            PLACE + ".body[0].hierarchicalExperts.body[0].experts.count",
            "0",
            hierarchicalExperts(2, hierarchicalExperts(2, experts(0, 4), omoe()), omoe())),
        Refused.shared(
            PLACE,
            "258 blocks, those of each copy counted",
            hierarchicalExperts(43, hierarchicalExperts(2, experts(2, 4), omoe()), omoe(), omoe())),
        Refused.shared(PLACE + ".body", "bodies in one another, more than 8", nested(9)));
  }

  static Stream<Arguments> flows() {
    return Stream.of(
        Refused.shared(
            PLACE + ".body", "3 shared streams of width 4", hierarchicalExperts(2, experts(3, 4))),
        Refused.shared(
            PLACE + ".body",
            "2 task streams of width 4",
            hierarchicalExperts(2, experts(3, 4), mmoe())),
        Refused.shared(
            PLACE + ".body[1].sharedBottom",
            "3 shared streams of width 4",
            hierarchicalExperts(2, experts(3, 4), sharedBottom(4), omoe())),
        Refused.shared(
            PLACE + ".body[2].snr",
            "2 task streams of width 4",
            hierarchicalExperts(2, experts(3, 4), mmoe(), snr(2, 4))),
        Refused.shared(
            PLACE + ".body[0].hierarchicalExperts.body",
            "2 shared streams of width 5",
            hierarchicalExperts(2, hierarchicalExperts(2, snr(2, 5)), omoe())));
  }

  @Test
  void refusesToReadSeveralStreams() {
    Topology topology = Refused.with(experts(2, 4), hierarchicalExperts(2, sharedBottom(4)));
    Refused.assertOnlyProblem(
        topology, "topology.shared[1].hierarchicalExperts", "2 shared streams of width 4");
  }

  @Test
  void takesWhatIsJustLegal() {
    for (Block block :
        List.of(
            nested(8),
            hierarchicalExperts(128, experts(2, 4), omoe()),
            hierarchicalExperts(1, omoe()))) {
      Topology topology = Refused.with(block);

      assertThat(topology.problems(Limits.defaults())).isEmpty();
      assertThat(TopologyJson.read(TopologyJson.write(topology))).isEqualTo(topology);
    }
  }

  private static Block nested(int deep) {
    Block block = omoe(Gate.linear().hidden(2));
    for (int i = 0; i < deep; i++) {
      block = hierarchicalExperts(1, block);
    }
    return block;
  }
}
