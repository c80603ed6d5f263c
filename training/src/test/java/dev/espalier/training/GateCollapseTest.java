package dev.espalier.training;

import static dev.espalier.dsl.Blocks.cgc;
import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Blocks.omoe;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.regression;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.dsl.Block;
import dev.espalier.dsl.Topology;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Gates that read one huge number decide for one stream at once, and that is told by name. */
class GateCollapseTest {

  @Test
  void isToldByBlockAndTask() {
    List<GateCollapse> told = train(1e4f, experts(3, 4), mmoe());
    assertThat(told).extracting(GateCollapse::path).containsOnly("topology.shared[1].mmoe");
    assertThat(told).extracting(GateCollapse::gate).containsExactly("a", "b");
    assertThat(told).allMatch(collapse -> collapse.share() > GateCollapse.SHARE);
    assertThat(told.get(0).text())
        .startsWith("topology.shared[1].mmoe, gate of a: 100.0 % goes to stream ")
        .contains("standardise");
  }

  @Test
  void isToldOfOneGateForAllAndOfLevels() {
    assertThat(train(1e4f, experts(3, 4), omoe()))
        .extracting(GateCollapse::gate)
        .containsExactly("all tasks");
    assertThat(train(1e4f, cgc(2, 1, 4))).hasSize(2);
  }

  @Test
  void isToldByTheFirstOfManyExamples() {
    assertThat(train(1e4f, 9_000, experts(3, 4), mmoe()))
        .hasSize(2)
        .allMatch(collapse -> collapse.share() > 0.999f && collapse.share() < 1.001f);
  }

  @Test
  void isNotToldOfGatesThatChooseOrHaveNoChoice() {
    assertThat(train(0.1f, experts(3, 4), mmoe())).isEmpty();
    assertThat(train(1e4f, experts(1, 4), mmoe())).isEmpty();
  }

  private static List<GateCollapse> train(float size, Block... body) {
    return train(size, 64, body);
  }

  private static List<GateCollapse> train(float size, int validated, Block... body) {
    Topology topology =
        Topology.builder("gates")
            .inputs(numeric("x").raw())
            .shared(body)
            .task(regression("a"))
            .task(regression("b"))
            .build();
    List<GateCollapse> told = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onCollapse(GateCollapse collapse) {
            told.add(collapse);
          }
        };
    try (Model model = Model.compile(topology)) {
      model.fit(
          examples(size, 64),
          examples(size, validated),
          SmallRun.settings().steps(1).listener(listener).build());
    }
    return told;
  }

  private static Examples examples(float size, int rows) {
    Random random = new Random(3);
    float[] x = new float[rows];
    Arrays.fill(x, size);
    float[] labels = new float[rows];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = random.nextFloat();
    }
    return Examples.of(Numbers.of("x", x), Numbers.of("a", labels), Numbers.of("b", labels));
  }
}
