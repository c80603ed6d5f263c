package dev.espalier.training.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.dsl.GeneratedTopologies;
import dev.espalier.dsl.JavaTopologies;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.graph.FittedFeatures;
import dev.espalier.graph.Lowering;
import dev.espalier.graph.Precision;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** One pass for all tasks against TensorFlow's own, task by task. */
class StackedBackwardTest {
  private static final int BATCH = 8;

  /** About an ulp of a loss of 1: a gradient far below the loss has no more digits. */
  private static final double ROUNDING = 1e-7;

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
            JavaTopologies.sparse(),
            JavaTopologies.routers(),
            JavaTopologies.granularities(),
            JavaTopologies.hierarchical());
    return Stream.of(blocks, JavaTopologies.ownNetworks().stream(), GeneratedTopologies.first(40))
        .flatMap(all -> all);
  }

  @ParameterizedTest
  @MethodSource("topologies")
  void equalsAPassPerTask(Topology topology) {
    compare(topology, Precision.float32(), 1, 1);
  }

  /** Sums over the readers of a tensor are rounded in TensorFlow's pass and not in this one. */
  @ParameterizedTest
  @MethodSource("topologies")
  void equalsAPassPerTaskWhereProductsAreRounded(Topology topology) {
    compare(topology, new Precision(0), 3000, 1000);
  }

  @Test
  void isPossibleWhereProductsAreRounded() {
    try (TrainingGraph graph = graph(JavaTopologies.routedToTasks(), new Precision(0))) {
      Objective objective = graph.objective();
      assertThat(
              new StackedBackward(
                      graph.graph(),
                      graph.tf(),
                      objective.losses(),
                      objective.weights().stream()
                          .filter(Weight::shared)
                          .map(Weight::leaf)
                          .toList())
                  .isPossible())
          .isTrue();
    }
  }

  private static TrainingGraph graph(Topology topology, Precision precision) {
    return new TrainingGraph(
        Plan.of(topology),
        new TrainingGraph.Settings(BATCH, true, true, 3, Lowering.AUTO).in(precision));
  }

  private static void compare(Topology topology, Precision precision, double slack, double each) {
    FittedFeatures fitted = Fitting.fit(topology, RandomExamples.of(topology, 4 * BATCH, 5));
    EncodedExamples examples =
        Encoding.encodeTraining(topology, fitted, RandomExamples.of(topology, BATCH, 5));
    try (TrainingGraph graph = graph(topology, precision)) {
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
          Feed feed =
              new Feed(
                  graph.feeds(),
                  new BatchReader(examples, Batches.sequential(examples.rows(), BATCH)),
                  BATCH)) {
        session.runner().addTarget(graph.variables().initialize()).run().close();
        feed.fill(
            new BatchReader(examples, Batches.sequential(BATCH, BATCH)), new BatchPosition(0, 0));
        Session.Runner runner = feed.feed(session.runner());
        stacked.forEach(runner::fetch);
        apart.forEach(runner::fetch);
        try (Result result = runner.run()) {
          double[] whole = new double[tasks];
          double[] off = new double[tasks];
          for (int i = 0; i < stacked.size(); i++) {
            Tensor expected = result.get(stacked.size() + i);
            assertThat(result.get(i).shape()).isEqualTo(expected.shape());
            whole[i % tasks] = Math.hypot(whole[i % tasks], norm(numbers(expected)));
            off[i % tasks] = Math.hypot(off[i % tasks], norm(between(result.get(i), expected)));
          }
          for (int t = 0; t < tasks; t++) {
            assertThat(off[t])
                .as("task %d", t)
                .isLessThanOrEqualTo(slack * (1e-5 * whole[t] + ROUNDING));
          }
          for (int i = 0; i < stacked.size(); i++) {
            Tensor expected = result.get(stacked.size() + i);
            // By one weight more of the gradient may have cancelled out than by all.
            assertThat(norm(between(result.get(i), expected)))
                .as("%s, task %d", shared.get(i / tasks).name(), i % tasks)
                .isLessThanOrEqualTo(
                    slack * (1e-4 * norm(numbers(expected)) + 1e-7 * whole[i % tasks] + ROUNDING));
          }
        }
      }
    }
  }

  private static float[] numbers(Tensor tensor) {
    float[] numbers = new float[(int) tensor.size()];
    StepRuns.floats((TFloat32) tensor).read(numbers);
    return numbers;
  }

  private static float[] between(Tensor actual, Tensor expected) {
    float[] off = numbers(actual);
    float[] wanted = numbers(expected);
    for (int i = 0; i < off.length; i++) {
      off[i] -= wanted[i];
    }
    return off;
  }

  private static double norm(float[] numbers) {
    double square = 0;
    for (float number : numbers) {
      square += (double) number * number;
    }
    return Math.sqrt(square);
  }
}
