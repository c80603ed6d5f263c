package dev.espalier.training.internal;

import static dev.espalier.training.GradientSteps.sgd;

import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.graph.FittedFeatures;
import dev.espalier.graph.Lowering;
import dev.espalier.graph.internal.Objective;
import dev.espalier.graph.internal.TrainingGraph;
import dev.espalier.graph.internal.Weight;
import dev.espalier.training.GradientChain;
import dev.espalier.training.GradientStep;
import dev.espalier.training.data.BatchPosition;
import dev.espalier.training.data.BatchReader;
import dev.espalier.training.data.Batches;
import dev.espalier.training.data.EncodedExamples;
import dev.espalier.training.data.Encoding;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.Fitting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/** Merges written into the training graph of a topology, and what they make of one batch. */
final class MergeTrial implements AutoCloseable {
  private final TrainingGraph graph;
  private final Feed feed;
  private final Memory memory;
  private @Nullable Session session;

  MergeTrial(Topology topology, Examples examples, Lowering lowering) {
    FittedFeatures fitted = Fitting.fit(topology, examples);
    EncodedExamples encoded = Encoding.encodeTraining(topology, fitted, examples);
    int rows = examples.rows();
    graph =
        new TrainingGraph(
            Plan.of(topology),
            new TrainingGraph.Settings(rows, encoded.weighted(), true, 7, lowering));
    memory = new Memory(graph.variables());
    BatchReader reader = new BatchReader(encoded, Batches.sequential(rows, rows));
    feed = new Feed(graph.feeds(), reader, rows).fill(reader, BatchPosition.START);
  }

  Objective objective() {
    return graph.objective();
  }

  Merged merged(GradientStep.Merge merge) {
    GradientChain chain = GradientChain.of(merge, sgd(1f));
    Objective differentiated = Merging.differentiated(objective(), chain);
    return Merging.of(differentiated, chain, memory);
  }

  /** The gradient of one loss by each weight, zeros where it does not reach. */
  List<Operand<TFloat32>> gradients(Operand<TFloat32> loss) {
    List<Operand<TFloat32>> leaves = objective().weights().stream().map(Weight::leaf).toList();
    List<@Nullable Operand<TFloat32>> found = Backward.of(graph.graph(), List.of(loss), leaves);
    List<Operand<TFloat32>> all = new ArrayList<>();
    for (int i = 0; i < leaves.size(); i++) {
      Operand<TFloat32> value = found.get(i);
      all.add(value == null ? graph.tf().zerosLike(leaves.get(i)) : value);
    }
    return all;
  }

  /** What these are on the batch, in one run. */
  List<float[]> values(List<Operand<TFloat32>> operands) {
    if (session == null) {
      ConfigProto config = ConfigProto.newBuilder().setIntraOpParallelismThreads(1).build();
      session = new Session(graph.graph(), config);
      session.runner().addTarget(graph.variables().initialize()).run().close();
    }
    Session.Runner runner = feed.feed(Objects.requireNonNull(session).runner());
    List<Output<TFloat32>> distinct = operands.stream().map(Operand::asOutput).distinct().toList();
    distinct.forEach(runner::fetch);
    Map<Output<TFloat32>, float[]> values = new HashMap<>();
    try (Result result = runner.run()) {
      for (int i = 0; i < distinct.size(); i++) {
        values.put(distinct.get(i), InGraph.floats((TFloat32) result.get(i)));
      }
    }
    return operands.stream().map(operand -> values.get(operand.asOutput())).toList();
  }

  /** How many operations one merge is computed by. */
  int operations(Merged merged) {
    return Backward.before(merged.gradients().stream().map(Gradient::value).toList()).size();
  }

  @Override
  public void close() {
    feed.close();
    if (session != null) {
      session.close();
    }
    graph.close();
  }
}
