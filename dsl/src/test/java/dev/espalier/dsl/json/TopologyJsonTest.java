package dev.espalier.dsl.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.dsl.Blocks;
import dev.espalier.dsl.Features;
import dev.espalier.dsl.GeneratedTopologies;
import dev.espalier.dsl.Golden;
import dev.espalier.dsl.JavaTopologies;
import dev.espalier.dsl.Layers;
import dev.espalier.dsl.Limits;
import dev.espalier.dsl.Tasks;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.TopologyException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopologyJsonTest {

  @Test
  void isWhatItWasForTheDesignsExample() throws IOException {
    Golden.assertGolden("feed-ranking.json", TopologyJson.write(JavaTopologies.feedRanking()));
  }

  @Test
  void isWhatItWasForEverythingThereIs() throws IOException {
    Golden.assertGolden("everything.json", TopologyJson.write(JavaTopologies.everything()));
    Golden.assertGolden("cascaded.json", TopologyJson.write(JavaTopologies.cascaded()));
  }

  @Test
  void readsBackWhatItWrote() {
    GeneratedTopologies.first(600)
        .forEach(
            topology -> {
              String json = TopologyJson.write(topology);
              assertThat(TopologyJson.read(json)).as(json).isEqualTo(topology);
              assertThat(TopologyJson.write(TopologyJson.read(json))).isEqualTo(json);
              assertThat(json.lines()).allMatch(line -> line.equals(line.stripTrailing()));
            });
  }

  @Test
  void survivesAnEncodingThatKnowsNoHalvesOfPairs() {
    Topology topology = task("\ud800 and \udc00, \ud834\udd1e");
    byte[] bytes = TopologyJson.write(topology).getBytes(StandardCharsets.UTF_8);

    assertThat(TopologyJson.read(new String(bytes, StandardCharsets.UTF_8))).isEqualTo(topology);
  }

  @Test
  void readsWhatAPersonMayWrite() {
    String json =
        """
        {"tasks":[{"target":{"binary":{}},"name":"\\u0079"}],\r
        \t"inputs" : [ {"numeric": {"name": "x", "width": 1, "scaling": "standardized"}} ],
         "name": "t", "shared": [{"dense": {"dropout": 1e-1, "units": [4], "l2": 0}}], "schema": 1}
        """;

    assertThat(TopologyJson.read(json))
        .isEqualTo(
            Topology.builder("t")
                .inputs(Features.numeric("x"))
                .shared(Blocks.dense(Layers.of(4).dropout(0.1f)))
                .task(Tasks.binary("y"))
                .build());
  }

  @Test
  void holdsTheTopologyToTheLimits() {
    String json = TopologyJson.write(JavaTopologies.feedRanking());

    assertThatThrownBy(() -> TopologyJson.read(json, Limits.defaults().width(40).tasks(2)))
        .isInstanceOfSatisfying(
            TopologyException.class,
            refusal ->
                assertThat(refusal.problems())
                    .extracting(problem -> problem.path())
                    .containsExactly("topology.shared[0].experts.units[0]", "topology.tasks"));
  }

  @Test
  void writesWhatWasBuiltWithinOtherLimits() {
    Limits wide = Limits.defaults().width(100_000);
    Topology topology =
        Topology.builder("wide")
            .inputs(Features.numeric("x", 70_000))
            .task(Tasks.regression("y"))
            .limits(wide)
            .build();

    assertThat(TopologyJson.read(TopologyJson.write(topology), wide)).isEqualTo(topology);
  }

  @Test
  void writesNoTopologyThatItWouldNotRead() {
    Topology broken =
        new Topology(
            "t",
            List.of(Features.numeric("x")),
            List.of(Blocks.dense(Layers.of(4).l2(Float.NaN))),
            List.of(Tasks.regression("y")));

    assertThatThrownBy(() -> TopologyJson.write(broken))
        .isInstanceOf(TopologyException.class)
        .hasMessageContaining("topology.shared[0].dense.l2: received NaN");
  }

  @Test
  void linesAreNotLongerThanAPersonReads() {
    GeneratedTopologies.first(100)
        .flatMap(topology -> TopologyJson.write(topology).lines())
        .forEach(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(100));
  }

  @Test
  void holdsLongListsOfWords() {
    List<String> words = IntStream.range(0, 60_000).mapToObj(i -> "word" + i).toList();
    Topology topology =
        Topology.builder("t")
            .inputs(Features.vocabulary("w", words))
            .task(Tasks.regression("y"))
            .build();

    assertThat(TopologyJson.read(TopologyJson.write(topology))).isEqualTo(topology);
  }

  private static Topology task(String positive) {
    return Topology.builder("t")
        .inputs(Features.numeric("x"))
        .task(Tasks.binary("y", positive).mask("m" + positive))
        .build();
  }
}
