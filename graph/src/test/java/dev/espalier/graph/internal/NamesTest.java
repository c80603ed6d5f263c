package dev.espalier.graph.internal;

import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Features.categorical;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.regression;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.dsl.Topology;
import dev.espalier.dsl.TopologyBuilder;
import dev.espalier.graph.Lowering;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Names that are legal in a topology and could meet others in the graph. */
class NamesTest {
  private static final List<String> NAMES =
      List.of(
          "a",
          "a_1",
          "a.1",
          "a-1",
          "a_head",
          "a_layer0",
          "0",
          "1",
          "head",
          "layer0",
          "gate",
          "labels",
          "weights",
          "numbers",
          "ids",
          "training",
          "step",
          "Const",
          "Const_1",
          "MatMul",
          "ReadVariableOp_1",
          "tasks",
          "inputs",
          "shared0",
          "kernel",
          "save",
          "A",
          "x".repeat(126));

  @ParameterizedTest
  @EnumSource(Lowering.class)
  void doNotMeet(Lowering lowering) {
    TopologyBuilder builder = Topology.builder("names").inputs(numeric("x"));
    for (String name : NAMES) {
      builder.inputs(categorical("i." + name, 3, 2)).task(regression(name).tower(2));
    }
    Topology topology = builder.shared(experts(2, 3), mmoe()).build();
    try (Trial trial = Trial.of(topology, lowering)) {
      List<String> held = trial.graph.variables().names();
      assertThat(new HashSet<>(held)).hasSameSizeAs(held);
      assertThat(trial.losses(trial.batch())).hasSize(NAMES.size()).doesNotContain(Float.NaN);
    }
  }
}
