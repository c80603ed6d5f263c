package dev.espalier.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.dsl.plan.Plan;
import org.junit.jupiter.api.Test;

class TopologySizeTest {

  /** Two ways to count: from the settings alone, and from the parameters themselves. */
  @Test
  void isTheSizeOfThePlan() {
    GeneratedTopologies.first(500)
        .forEach(
            topology -> {
              Plan plan = Plan.of(topology);
              assertThat(TopologySize.of(topology))
                  .as("%s", topology)
                  .isEqualTo(new TopologySize(plan.parameterCount(), plan.parameters().size()));
            });
  }

  @Test
  void stopsAtTheLargestLong() {
    assertThat(Saturating.times(1L << 32, 1L << 31)).isEqualTo(Long.MAX_VALUE);
    assertThat(Saturating.times(1L << 32, 1L << 32)).isEqualTo(Long.MAX_VALUE);
    assertThat(Saturating.times(Long.MAX_VALUE, 1)).isEqualTo(Long.MAX_VALUE);
    assertThat(Saturating.times(1L << 31, 1L << 31)).isEqualTo(1L << 62);
    assertThat(Saturating.plus(Long.MAX_VALUE, 1)).isEqualTo(Long.MAX_VALUE);
    assertThat(Saturating.plus(1L << 62, 1)).isEqualTo((1L << 62) + 1);
  }
}
