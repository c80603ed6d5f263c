package dev.espalier.training.internal;

import dev.espalier.graph.internal.TrainingGraph;
import dev.espalier.training.data.BatchPosition;
import dev.espalier.training.data.BatchReader;
import dev.espalier.training.data.Batches;
import dev.espalier.training.data.EncodedExamples;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.types.TFloat32;

/** Runs the evaluation pass of a training graph over examples, batch by batch. */
final class Evaluation {
  /** Examples of a batch. */
  static final int BATCH = 4096;

  private final TrainingGraph graph;
  private final Session session;

  Evaluation(TrainingGraph graph, Session session) {
    this.graph = graph;
    this.session = session;
  }

  /** Predictions of each task in the topology's order, [rows * target width]. */
  List<float[]> predict(EncodedExamples examples) {
    return predict(examples, graph.predictions());
  }

  /** What all examples would be answered if they left at each exit, the last one last, by task. */
  List<List<float[]>> depths(EncodedExamples examples) {
    List<Operand<TFloat32>> fetches = new ArrayList<>();
    graph.depths().forEach(fetches::addAll);
    List<float[]> answers = predict(examples, fetches);
    int tasks = graph.depths().get(0).size();
    List<List<float[]>> depths = new ArrayList<>();
    for (int from = 0; from < answers.size(); from += tasks) {
      depths.add(answers.subList(from, from + tasks));
    }
    return depths;
  }

  private List<float[]> predict(EncodedExamples examples, List<Operand<TFloat32>> predictions) {
    List<float[]> all = new ArrayList<>();
    for (Operand<TFloat32> prediction : predictions) {
      int width = (int) prediction.shape().get(1);
      all.add(new float[Math.multiplyExact(examples.rows(), width)]);
    }
    evaluate(
        examples,
        examples.rows(),
        predictions,
        (index, row, values, size) ->
            values.read(all.get(index), row * (all.get(index).length / examples.rows()), size));
    return all;
  }

  /**
   * Gates of each mixture averaged over the first examples, [gates][streams], by path.
   *
   * @param counted how many: as many as one batch has, or all
   */
  Map<String, float[][]> gates(EncodedExamples examples, int counted) {
    List<String> paths = List.copyOf(graph.gates().keySet());
    List<Operand<TFloat32>> gates = paths.stream().map(graph.gates()::get).toList();
    List<double[]> sums = new ArrayList<>();
    gates.forEach(gate -> sums.add(new double[(int) (gate.shape().get(1) * gate.shape().get(2))]));
    evaluate(
        examples,
        counted,
        gates,
        (index, row, values, size) -> {
          double[] sum = sums.get(index);
          for (int i = 0; i < size; i++) {
            sum[i % sum.length] += values.getFloat(i);
          }
        });
    Map<String, float[][]> means = new LinkedHashMap<>();
    for (int g = 0; g < paths.size(); g++) {
      int rows = (int) gates.get(g).shape().get(1);
      int columns = (int) gates.get(g).shape().get(2);
      float[][] mean = new float[rows][columns];
      for (int i = 0; i < rows * columns; i++) {
        mean[i / columns][i % columns] = (float) (sums.get(g)[i] / counted);
      }
      means.put(paths.get(g), mean);
    }
    return means;
  }

  /** Which experts the gates of each block with a router pick for the first examples. */
  List<PickedExperts> picks(EncodedExamples examples, int counted) {
    List<Operand<TFloat32>> fetches = graph.picks();
    List<PickedExperts> all = new ArrayList<>();
    for (Operand<TFloat32> each : fetches) {
      int gates = (int) each.shape().get(1);
      all.add(new PickedExperts(counted, gates, (int) each.shape().get(2), new BitSet()));
    }
    evaluate(
        examples,
        counted,
        fetches,
        (index, row, values, size) -> {
          PickedExperts into = all.get(index);
          int width = into.gates() * into.experts();
          for (int i = 0; i < Math.min(size, (counted - row) * width); i++) {
            into.picked().set(row * width + i, values.getFloat(i) > 0);
          }
        });
    return all;
  }

  /** What a batch of an evaluation brought. */
  private interface Sink {
    void accept(int fetch, int firstRow, FloatDataBuffer values, int size);
  }

  /** Evaluates the first rows, whole batches of them or all. */
  private void evaluate(
      EncodedExamples examples, int rows, List<Operand<TFloat32>> fetches, Sink sink) {
    if (fetches.isEmpty()) {
      return;
    }
    Batches batches = Batches.sequential(examples.rows(), BATCH);
    BatchReader reader = new BatchReader(examples, batches);
    for (int b = 0; b < batches.perEpoch() && b * BATCH < rows; b++) {
      BatchPosition position = new BatchPosition(0, b);
      int size = batches.size(position);
      try (Feed one = new Feed(graph.evaluationFeeds(), reader, size)) {
        Session.Runner runner = one.fill(reader, position).feed(session.runner());
        fetches.forEach(runner::fetch);
        try (Result result = runner.run()) {
          for (int i = 0; i < fetches.size(); i++) {
            TFloat32 tensor = (TFloat32) result.get(i);
            sink.accept(i, b * BATCH, floats(tensor), (int) tensor.size());
          }
        }
      }
    }
  }

  private static FloatDataBuffer floats(TFloat32 tensor) {
    return tensor.asRawTensor().data().asFloats();
  }
}
