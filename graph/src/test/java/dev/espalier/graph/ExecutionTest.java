package dev.espalier.graph;

import static dev.espalier.dsl.Blocks.dense;
import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.omoe;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.binary;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.dsl.Block;
import dev.espalier.dsl.Layers;
import dev.espalier.dsl.Limits;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.graph.Execution.Executor;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExecutionTest {

  @Test
  void smallBatchesRunInOneThread() {
    assertThat(Execution.of(plan(100, 10), 32))
        .isEqualTo(new Execution(Device.cpu(), 1, Executor.SEQUENTIAL));
    assertThat(Execution.of(plan(1_000, 1_000), 32).executor()).isEqualTo(Executor.PARALLEL);
  }

  @Test
  void coresWorkInsideOfOpsWhereThereAreMoreOfThemThanNetworks() {
    assertThat(Execution.of(plan(1_000, 1_000), 32, 4))
        .isEqualTo(new Execution(Device.cpu(), 0, 4, Executor.PARALLEL));
    Plan eight = plan(experts(8, 1_000, 1_000), omoe());
    assertThat(Execution.of(eight, 32, 2).threadsPerOp()).isEqualTo(1);
    assertThat(Execution.of(eight, 32, 8).threadsPerOp()).isEqualTo(1);
    assertThat(Execution.of(eight, 32, 9).threadsPerOp()).isEqualTo(2);
    assertThat(Execution.of(eight, 32, 64).threadsPerOp()).isEqualTo(8);
  }

  @Test
  void aProductThatOverflowsIsNotSmall() {
    int[] wide = new int[256];
    java.util.Arrays.fill(wide, 65_536);
    Plan plan = plan(wide);
    assertThat(plan.multiplyAdds()).isGreaterThan(1L << 39);
    assertThat(Execution.of(plan, 1 << 24).executor()).isEqualTo(Executor.PARALLEL);
  }

  private static Plan plan(int... units) {
    return plan(dense(Layers.of(units)));
  }

  private static Plan plan(Block... blocks) {
    Topology topology =
        new Topology("t", List.of(numeric("x", 100)), List.of(blocks), List.of(binary("b")));
    return Plan.of(topology, Limits.defaults().parameters(Long.MAX_VALUE));
  }
}
