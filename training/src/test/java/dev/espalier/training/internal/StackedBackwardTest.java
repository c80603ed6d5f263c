package dev.espalier.training.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.GeneratedTopologies;
import dev.espalier.dsl.JavaTopologies;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.graph.FittedFeatures;
import dev.espalier.graph.Lowering;
import dev.espalier.graph.internal.Objective;
import dev.espalier.graph.internal.TrainingGraph;
import dev.espalier.graph.internal.Weight;
import dev.espalier.training.RandomExamples;
import dev.espalier.training.data.BatchPosition;
import dev.espalier.training.data.BatchReader;
import dev.espalier.training.data.Batches;
import dev.espalier.training.data.EncodedExamples;
import dev.espalier.training.data.Encoding;
import dev.espalier.training.data.Fitting;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** One pass for all tasks against TensorFlow's own, task by task. */
class StackedBackwardTest {
  private static final int BATCH = 8;

  static Stream<Topology> topologies() {
    Stream<Topology> blocks =
        Stream.of(
            JavaTopologies.feedRanking(),
            JavaTopologies.chained(),
            JavaTopologies.conversions(),
            JavaTopologies.kindsOfTasks(),
            JavaTopologies.smallTowers(),
            JavaTopologies.routedToTasks(),
            JavaTopologies.selected(),
            JavaTopologies.everything(),
            JavaTopologies.buckets(),
            JavaTopologies.sharedTables(),
            JavaTopologies.lists(),
            JavaTopologies.positions(),
            JavaTopologies.interactions(),
            JavaTopologies.gates(),
            JavaTopologies.hierarchical());
    return Stream.of(blocks, JavaTopologies.ownNetworks().stream(), GeneratedTopologies.first(40))
        .flatMap(all -> all);
  }

  @ParameterizedTest
  @MethodSource("topologies")
  void equalsAPassPerTask(Topology topology) {
    TrainingGraph.Settings settings =
        new TrainingGraph.Settings(BATCH, true, true, 3, Lowering.AUTO);
    FittedFeatures fitted = Fitting.fit(topology, RandomExamples.of(topology, 4 * BATCH, 5));
    EncodedExamples examples =
        Encoding.encodeTraining(topology, fitted, RandomExamples.of(topology, BATCH, 5));
    try (TrainingGraph graph = new TrainingGraph(Plan.of(topology), settings)) {
      Objective objective = graph.objective();
      List<Weight> shared = objective.weights().stream().filter(Weight::shared).toList();
      List<Operand<TFloat32>> leaves = shared.stream().map(Weight::leaf).toList();
      TaskGradients gradients = TaskGradients.of(objective, leaves, List.of());
      Ops tf = graph.tf();
      int tasks = objective.losses().size();
      List<Operand<TFloat32>> stacked = new ArrayList<>();
      List<Operand<TFloat32>> apart = new ArrayList<>();
      if (shared.isEmpty()) {
        return;
      }
      for (TaskStack stack : gradients.shared()) {
        stacked.addAll(
            stack == null ? Collections.nCopies(tasks, tf.constant(0f)) : stack.each(tf));
      }
      List<List<Operand<TFloat32>>> perTask = new ArrayList<>();
      for (Operand<TFloat32> loss : objective.losses()) {
        perTask.add(Backward.of(graph.graph(), List.of(loss), leaves));
      }
      for (int i = 0; i < shared.size(); i++) {
        for (List<Operand<TFloat32>> task : perTask) {
          Operand<TFloat32> absent =
              gradients.shared().get(i) == null ? tf.constant(0f) : tf.zerosLike(leaves.get(i));
          apart.add(task.get(i) == null ? absent : task.get(i));
        }
      }
      try (Session session = new Session(graph.graph());
          Feed feed = new Feed(graph.feeds(), examples, BATCH)) {
        session.runner().addTarget(graph.variables().initialize()).run().close();
        feed.fill(
            new BatchReader(examples, Batches.sequential(BATCH, BATCH)), new BatchPosition(0, 0));
        Session.Runner runner = feed.feed(session.runner());
        stacked.forEach(runner::fetch);
        apart.forEach(runner::fetch);
        try (Result result = runner.run()) {
          for (int i = 0; i < stacked.size(); i++) {
            String place = shared.get(i / tasks).name();
            assertClose(place, (TFloat32) result.get(i), (TFloat32) result.get(stacked.size() + i));
          }
        }
      }
    }
  }

  private static void assertClose(String place, TFloat32 actual, TFloat32 expected) {
    assertThat(actual.shape()).as(place).isEqualTo(expected.shape());
    float[] numbers = new float[(int) actual.size()];
    float[] wanted = new float[numbers.length];
    StepRuns.floats(actual).read(numbers);
    StepRuns.floats(expected).read(wanted);
    float largest = 1e-3f;
    for (float value : wanted) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < numbers.length; i++) {
      assertThat(numbers[i]).as(place).isCloseTo(wanted[i], within(2e-5f * largest));
    }
  }
}
