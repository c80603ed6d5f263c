package dev.espalier.graph.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.Parameter;
import dev.espalier.graph.Lowering;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** What is known of shapes before a step runs, and how many numbers the variables hold. */
class ShapesTest {
  /** Only these see how many distinct rows of a table a batch has. */
  private static final Set<String> PER_BATCH = Set.of("UniqueV2", "ResourceGather", "PadV2");

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("dev.espalier.graph.internal.GradientsTest#all")
  void areKnown(String name, Lowering lowering, Topology topology) {
    try (Trial trial = Trial.of(topology, lowering)) {
      Objective objective = trial.graph.objective();
      assertThat(objective.losses()).allMatch(loss -> loss.shape().equals(Shape.scalar()));
      assertThat(objective.boundary())
          .allMatch(read -> read.shape().get(0) == Trial.SIZE && read.shape().get(1) > 0);
      for (GraphOperation op : Ancestors.of(objective.losses())) {
        for (int i = 0; i < op.numOutputs(); i++) {
          assertThat(op.output(i).shape().hasUnknownDimension() && !isPerBatch(op))
              .as("%s %s %s", op.type(), op.name(), op.output(i).shape())
              .isFalse();
        }
      }
      for (int t = 0; t < topology.tasks().size(); t++) {
        int width = topology.tasks().get(t).target().width();
        assertThat(trial.graph.predictions().get(t).shape().asArray()).containsExactly(-1, width);
      }
    }
  }

  /** Whether its size is that of the rows a batch has: what is unique, or follows from it. */
  private static boolean isPerBatch(GraphOperation op) {
    return PER_BATCH.contains(op.type())
        || op.type().equals("Slice") && op.input(0).op().type().equals("UniqueV2");
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("dev.espalier.graph.internal.GradientsTest#all")
  void ofVariablesAreThePlans(String name, Lowering lowering, Topology topology) {
    try (Trial trial = Trial.of(topology, lowering)) {
      Map<String, List<Integer>> planned = new HashMap<>();
      for (Parameter parameter : trial.plan.parameters()) {
        planned.put(parameter.name(), parameter.shape());
      }
      Map<String, List<Integer>> held = new HashMap<>();
      for (Map.Entry<String, Operand<TFloat32>> part : trial.graph.parameters().entrySet()) {
        held.put(part.getKey(), ints(part.getValue().shape()));
      }
      assertThat(held).isEqualTo(planned);
      long numbers = 0;
      for (GraphOperation op : trial.operations()) {
        if (op.type().equals("VarHandleOp")) {
          numbers += op.attributes().getAttrShape("shape").size();
        }
      }
      assertThat(numbers).isEqualTo(trial.plan.parameterCount() + 1); // the counter of steps
    }
  }

  private static List<Integer> ints(Shape shape) {
    return java.util.Arrays.stream(shape.asArray()).mapToObj(n -> (int) n).toList();
  }
}
