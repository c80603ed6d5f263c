package dev.espalier.graph;

import static dev.espalier.dsl.Blocks.dense;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.binary;
import static org.assertj.core.api.Assertions.assertThat;

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
    assertThat(Execution.of(plan(1_000, 1_000), 32))
        .isEqualTo(new Execution(Device.cpu(), 0, Executor.PARALLEL));
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
    Topology topology =
        new Topology(
            "t",
            List.of(numeric("x", 100)),
            List.of(dense(Layers.of(units))),
            List.of(binary("b")));
    return Plan.of(topology, Limits.defaults().parameters(Long.MAX_VALUE));
  }
}
