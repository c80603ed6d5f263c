package dev.espalier.training.internal;

import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Blocks.sharedBottom;
import static dev.espalier.dsl.Features.categorical;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.regression;
import static dev.espalier.training.GradientSteps.pcGrad;
import static dev.espalier.training.GradientSteps.sketchedGram;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Task;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;

/** Sketches of the networks of a topology, in both ways to write them, of few and of many tasks. */
class SketchedNetworksTest {
  private static final int BATCH = 8;
  private static final int RANK = 2;

  @ParameterizedTest(name = "{0} tasks, {1}")
  @CsvSource({"2, SEPARATE", "2, BATCHED", "9, SEPARATE", "9, BATCHED"})
  void moveAlongTheExactSum(int tasks, Lowering lowering) {
    moveAlongTheExactSum(tasks, lowering, Precision.float32(), 1e-5);
  }

  @ParameterizedTest(name = "{0} tasks, {1}")
  @CsvSource({"2, SEPARATE", "2, BATCHED", "9, SEPARATE", "9, BATCHED"})
  void moveAlongTheSumWhereProductsAreRounded(int tasks, Lowering lowering) {
    moveAlongTheExactSum(tasks, lowering, new Precision(0), 3e-2);
  }

  private static void moveAlongTheExactSum(
      int tasks, Lowering lowering, Precision precision, double off) {
    Topology topology = topology(tasks);
    try (TrainingGraph graph =
        new TrainingGraph(
            Plan.of(topology),
            new TrainingGraph.Settings(BATCH, true, true, 3, lowering).in(precision))) {
      Objective objective = graph.objective();
      Merged merged = merged(graph);
      List<Operand<TFloat32>> fetched = new ArrayList<>();
      fetched.add(Objects.requireNonNull(merged.weights()));
      List<Gradient> shared =
          merged.gradients().stream().filter(gradient -> gradient.weight().shared()).toList();
      assertThat(shared).hasSize((int) objective.weights().stream().filter(Weight::shared).count());
      for (Gradient gradient : shared) {
        fetched.add(gradient.value());
      }
      List<Operand<TFloat32>> leaves =
          shared.stream().map(gradient -> gradient.weight().leaf()).toList();
      for (Operand<TFloat32> loss : objective.losses()) {
        Backward.of(graph.graph(), List.of(loss), leaves)
            .forEach(gradient -> fetched.add(Objects.requireNonNull(gradient)));
      }
      List<float[]> numbers = run(graph, topology, fetched);
      int n = shared.size();
      for (int i = 0; i < n; i++) {
        double[] expected = new double[numbers.get(1 + i).length];
        double size = 0;
        for (int t = 0; t < tasks; t++) {
          for (int p = 0; p < expected.length; p++) {
            double part = numbers.get(0)[t] * numbers.get(1 + (t + 1) * n + i)[p];
            expected[p] += part;
            size = Math.max(size, Math.abs(part));
          }
        }
        for (int p = 0; p < expected.length; p++) {
          assertThat((double) numbers.get(1 + i)[p])
              .as("%s entry %d", shared.get(i).weight().name(), p)
              .isCloseTo(expected[p], within(off * tasks * size));
        }
      }
    }
  }

  /** What is added to a product is in its sketch, exactly: no task goes back to it by itself. */
  @ParameterizedTest
  @ValueSource(longs = {0, Long.MAX_VALUE})
  void coverTheOffsets(long roundedFrom) {
    try (TrainingGraph graph =
        new TrainingGraph(
            Plan.of(topology(2)),
            new TrainingGraph.Settings(BATCH, true, true, 3, Lowering.SEPARATE)
                .in(new Precision(roundedFrom)))) {
      List<Weight> shared = graph.objective().weights().stream().filter(Weight::shared).toList();
      Set<Operation> forward = Backward.before(graph.objective().losses());
      List<String> offsets = new ArrayList<>();
      for (Weight weight : shared) {
        SketchedProduct product = SketchedProduct.of(weight, shared, forward);
        if (product != null && product.offset() != null) {
          offsets.add(product.offset().name());
        }
      }
      assertThat(offsets)
          .containsExactlyElementsOf(
              shared.stream().map(Weight::name).filter(name -> name.contains("bias")).toList())
          .hasSize(1 + 3 * 2);
    }
  }

  private static Merged merged(TrainingGraph graph) {
    return MergeRules.of(sketchedGram(RANK, pcGrad()))
        .merge(graph.objective(), new Memory(graph.variables()));
  }

  private static List<float[]> run(
      TrainingGraph graph, Topology topology, List<Operand<TFloat32>> fetched) {
    EncodedExamples examples =
        Encoding.encode(topology, FittedFeatures.none(), RandomExamples.of(topology, BATCH, 5));
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
      fetched.forEach(runner::fetch);
      try (Result result = runner.run()) {
        List<float[]> numbers = new ArrayList<>();
        for (int i = 0; i < fetched.size(); i++) {
          float[] values = new float[(int) result.get(i).size()];
          StepRuns.floats((TFloat32) result.get(i)).read(values);
          numbers.add(values);
        }
        return numbers;
      }
    }
  }

  private static Topology topology(int tasks) {
    List<Task> all = new ArrayList<>();
    for (int t = 0; t < tasks; t++) {
      all.add(regression("task" + t).tower(3));
    }
    return new Topology(
        "sketched",
        List.of(numeric("x", 6).raw(), categorical("item", 10, 4)),
        List.of(sharedBottom(8), experts(3, 6, 4), mmoe()),
        all);
  }
}
