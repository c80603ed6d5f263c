package dev.espalier.graph.internal;

import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Blocks.snr;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.graph.internal.Topologies.smooth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.Parameter;
import dev.espalier.graph.Lowering;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PenaltyTest {
  private static final Topology L2 =
      Topologies.of(
          "l2",
          List.of(numeric("x", 4)),
          List.of(experts(2, smooth(5).l2(0.1f)), snr(2, smooth(4).l2(0.05f)), mmoe()),
          binary("a").tower(smooth(3).l2(0.2f)),
          binary("b").tower(smooth(3)));

  @ParameterizedTest
  @EnumSource(Lowering.class)
  void isTheFactorTimesTheSumOfSquaresOfEachKernel(Lowering lowering) {
    try (Trial trial = Trial.of(L2, lowering)) {
      Map<String, float[]> values = trial.parameters();
      double expected = 0;
      int penalised = 0;
      for (Parameter parameter : trial.plan.parameters()) {
        penalised += parameter.l2() > 0 ? 1 : 0;
        for (float w : values.get(parameter.name())) {
          expected += parameter.l2() * (double) w * w;
        }
      }
      assertThat(penalised).isEqualTo(2 + 4 + 2 + 2); // experts, connections, sub-networks, tower
      float[] found =
          trial.run(List.of(trial.graph.objective().penalty()), trial.batch(), Map.of()).get(0);
      assertThat((double) found[0]).isCloseTo(expected, within(1e-6 * expected));
    }
  }

  @ParameterizedTest
  @EnumSource(Lowering.class)
  void isAbsentWhereNothingIsPenalised(Lowering lowering) {
    Topology plain =
        Topologies.of("plain", List.of(numeric("x")), List.of(experts(2, 3)), binary("a"));
    try (Trial trial = Trial.of(plain, lowering)) {
      assertThat(trial.graph.objective().penalty()).isNull();
    }
  }
}
