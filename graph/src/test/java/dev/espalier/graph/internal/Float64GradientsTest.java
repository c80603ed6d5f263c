package dev.espalier.graph.internal;

import dev.espalier.dsl.Topology;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The gradients of every block. */
class Float64GradientsTest {
  static Stream<Arguments> all() {
    return Topologies.all().stream().map(topology -> Arguments.of(topology.name(), topology));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void areSlopes(String name, Topology topology) {
    Slopes.areGradients(topology);
  }
}
