package dev.espalier.graph;

import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.regression;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.Networks;
import dev.espalier.dsl.plan.NetworksStep;
import dev.espalier.dsl.plan.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class LoweringTest {

  private static Networks networks(int... units) {
    Topology topology =
        Topology.builder("experts")
            .inputs(numeric("x", 512))
            .shared(experts(8, units), mmoe())
            .task(regression("y1"))
            .task(regression("y2"))
            .build();
    return ((NetworksStep) Plan.of(topology).steps().get(0)).networks();
  }

  @Test
  void isSeparateForLargeLayersInLargeBatches() {
    assertThat(Lowering.AUTO.of(networks(256, 128), 1, 1024)).isEqualTo(Lowering.SEPARATE);
    assertThat(Lowering.AUTO.of(networks(64, 32), 1, 1024)).isEqualTo(Lowering.SEPARATE);
  }

  @Test
  void isBatchedForSmallLayersOrBatches() {
    assertThat(Lowering.AUTO.of(networks(16, 16), 1, 1024)).isEqualTo(Lowering.BATCHED);
    assertThat(Lowering.AUTO.of(networks(256, 128), 1, 32)).isEqualTo(Lowering.BATCHED);
  }

  @Test
  void firstLayersOnOneStreamAreJoinedUntilTheyAreLarge() {
    assertThat(Lowering.AUTO.of(networks(16), 1, 1024)).isEqualTo(Lowering.BATCHED);
    assertThat(Lowering.AUTO.of(networks(64), 1, 128)).isEqualTo(Lowering.BATCHED);
    assertThat(Lowering.AUTO.of(networks(64), 1, 256)).isEqualTo(Lowering.SEPARATE);
    assertThat(Lowering.AUTO.of(networks(256), 1, 1024)).isEqualTo(Lowering.SEPARATE);
    assertThat(Lowering.AUTO.of(networks(256), 8, 1024)).isEqualTo(Lowering.SEPARATE);
  }

  @ParameterizedTest
  @EnumSource(value = Lowering.class, names = "AUTO", mode = Mode.EXCLUDE)
  void isWhatWasAskedFor(Lowering lowering) {
    assertThat(lowering.of(networks(16), 1, 1)).isEqualTo(lowering);
    assertThat(lowering.of(networks(256, 128), 8, 4096)).isEqualTo(lowering);
  }
}
