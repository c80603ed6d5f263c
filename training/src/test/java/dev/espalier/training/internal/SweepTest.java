package dev.espalier.training.internal;

import static dev.espalier.dsl.Blocks.cascade;
import static dev.espalier.dsl.Blocks.dense;
import static dev.espalier.dsl.Blocks.exit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.dsl.Exit;
import dev.espalier.dsl.Features;
import dev.espalier.dsl.Tasks;
import dev.espalier.dsl.Topology;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An export is compared on examples of which rounding does not decide where they leave. */
class SweepTest {
  private static final float[] CLICKS = {0.70005f, 0.71f, 0.29995f, 0.5f};
  private static final float[] DWELLS = {0.7f, 0.7f, 0.7f, 0.7f};

  private static List<Integer> decided(Exit exit) {
    Topology topology =
        Topology.builder("t")
            .inputs(Features.numeric("x"))
            .shared(cascade(dense(4), exit, dense(4)))
            .task(Tasks.binary("click"))
            .task(Tasks.regression("dwell"))
            .build();
    List<List<float[]>> depths = List.of(List.of(CLICKS, DWELLS), List.of(DWELLS, DWELLS));
    return List.of(0, 1, 2, 3).stream()
        .filter(row -> Sweep.isDecided(topology, depths, row))
        .toList();
  }

  @Test
  void aThresholdNearAConfidenceLeavesItOpen() {
    assertThat(decided(exit().threshold(0.7f))).containsExactly(1, 3);
    assertThat(decided(exit().threshold(0.5f))).containsExactly(0, 1, 2);
    assertThat(decided(exit().threshold(0.9f))).containsExactly(0, 1, 2, 3);
  }

  @Test
  void atAClosedExitNothingIsDecided() {
    assertThat(decided(exit())).containsExactly(0, 1, 2, 3);
  }
}
