package dev.espalier.training.internal;

import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.regression;
import static dev.espalier.training.GradientSteps.adam;
import static dev.espalier.training.GradientSteps.clipByGlobalNorm;
import static dev.espalier.training.GradientSteps.pcGrad;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.graph.Lowering;
import dev.espalier.graph.internal.TrainingGraph;
import dev.espalier.training.GradientChain;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.types.TFloat32;

/**
 * Counts the ops of a step on the paper's own mixture (100 numbers, 8 experts of 16 units, 2 towers
 * of 8): each costs about a microsecond, and a small model has little else to pay for.
 */
class StepCostTest {

  private static final int BATCH = 32;

  @Test
  void fewOpsRun() {
    int plain = executed(false, GradientChain.of(adam(1e-3f)));
    int surgery = executed(true, GradientChain.of(pcGrad(), adam(1e-3f)));
    int clipped = executed(true, GradientChain.of(pcGrad(), clipByGlobalNorm(1f), adam(1e-3f)));

    assertThat(plain).isLessThanOrEqualTo(190);
    assertThat(surgery - plain).isLessThanOrEqualTo(45);
    assertThat(clipped - surgery).isLessThanOrEqualTo(15);
  }

  private static int executed(boolean surgery, GradientChain chain) {
    Plan plan =
        Plan.of(
            Topology.builder("w1")
                .inputs(numeric("x", 100))
                .shared(experts(8, 16), mmoe())
                .task(regression("a").tower(8))
                .task(regression("b").tower(8))
                .build());
    try (TrainingGraph graph =
        new TrainingGraph(
            plan, new TrainingGraph.Settings(32, false, surgery, 7, Lowering.BATCHED))) {
      TrainingStep step = new StepAssembly(chain, graph.variables()).step(graph.objective());
      return executed(graph, step.train());
    }
  }

  /** Number of nodes that are left to run when TensorFlow has optimised the graph. */
  private static int executed(TrainingGraph graph, Op target) {
    ConfigProto config =
        ConfigProto.newBuilder()
            .setExperimental(
                ConfigProto.Experimental.newBuilder().setExecutorType(InGraph.SINGLE_THREADED))
            .build();
    RunOptions options = RunOptions.newBuilder().setOutputPartitionGraphs(true).build();
    try (Session session = new Session(graph.graph(), config);
        TFloat32 numbers = InGraph.tensor(Shape.of(BATCH, 100), new float[BATCH * 100]);
        TFloat32 labels = InGraph.tensor(Shape.of(2, BATCH), new float[2 * BATCH])) {
      session.runner().addTarget(graph.variables().initialize()).run().close();
      try (Result result =
          session
              .runner()
              .feed(Objects.requireNonNull(graph.feeds().numbers()), numbers)
              .feed(Objects.requireNonNull(graph.feeds().labels()), labels)
              .addTarget(target)
              .setOptions(options)
              .runAndFetchMetadata()) {
        return result.getMetadata().orElseThrow().getPartitionGraphsList().stream()
            .mapToInt(GraphDef::getNodeCount)
            .sum();
      }
    }
  }
}
