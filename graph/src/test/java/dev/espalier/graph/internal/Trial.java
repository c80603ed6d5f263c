package dev.espalier.graph.internal;

import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.graph.Execution;
import dev.espalier.graph.Lowering;
import dev.espalier.graph.internal.TrainingGraph.Feeds;
import dev.espalier.graph.internal.TrainingGraph.Settings;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;

/** A training graph in a session of one thread, its variables at their start: arrays in and out. */
final class Trial implements AutoCloseable {
  static final int SIZE = 6;

  final Plan plan;
  final TrainingGraph graph;
  final Session session;
  final Op start;
  private final Placeholder<TString> prefix;
  private final Op save;
  private final Op restore;
  private final List<GraphOperation> restored = new ArrayList<>();

  Trial(Topology topology, Settings settings) {
    plan = Plan.of(topology);
    graph = new TrainingGraph(plan, settings);
    prefix = graph.tf().placeholder(TString.class);
    save = graph.variables().save(prefix);
    restore = graph.variables().restore(prefix);
    for (GraphOperation op : operations()) {
      if (op.type().equals("RestoreV2")) {
        restored.add(op);
      }
    }
    start = graph.variables().initialize();
    session = new Session(graph.graph(), SessionSettings.of(Execution.deterministic()));
    session.runner().addTarget(start).run().close();
  }

  /** Batches of {@link #SIZE} with weights, seed 1. */
  static Trial of(Topology topology, Lowering lowering) {
    return new Trial(topology, new Settings(SIZE, true, false, 1, lowering));
  }

  /** A batch of the size that {@link #of} takes. */
  Batch batch() {
    return Batch.random(plan, SIZE, 7);
  }

  List<GraphOperation> operations() {
    List<GraphOperation> operations = new ArrayList<>();
    for (Iterator<GraphOperation> all = graph.graph().operations(); all.hasNext(); ) {
      operations.add(all.next());
    }
    return operations;
  }

  /** The losses of the tasks. */
  float[] losses(Batch batch) {
    float[] losses = new float[graph.objective().losses().size()];
    List<float[]> each = run(graph.objective().losses(), batch, Map.of());
    for (int t = 0; t < losses.length; t++) {
      losses[t] = each.get(t)[0];
    }
    return losses;
  }

  /** The predictions of the tasks, in evaluation. */
  List<float[]> predictions(Batch batch) {
    return run(graph.predictions(), batch, Map.of());
  }

  /** The parameters by name. */
  Map<String, float[]> parameters() {
    Map<String, Operand<TFloat32>> wanted = graph.parameters();
    List<float[]> values = run(List.copyOf(wanted.values()), null, Map.of());
    Map<String, float[]> parameters = new LinkedHashMap<>();
    wanted.keySet().forEach(name -> parameters.put(name, values.get(parameters.size())));
    return parameters;
  }

  /** Sets these parameters, leaves the others, and sets the number of steps done. */
  void assign(Map<String, float[]> values, long steps) {
    Map<String, float[]> all = new LinkedHashMap<>(parameters());
    all.putAll(values);
    List<String> names = graph.variables().names();
    Session.Runner runner = session.runner().addTarget(restore);
    List<Tensor> fed = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      float[] value = all.get(names.get(i));
      Tensor tensor =
          value == null ? TInt64.scalarOf(steps) : tensor(value, Shape.of(value.length));
      fed.add(tensor);
      runner.feed(restored.get(0).output(i), tensor);
    }
    runner.run().close();
    fed.forEach(Tensor::close);
  }

  /** The number of steps done. */
  long steps() {
    try (Result result = session.runner().fetch(graph.objective().step()).run()) {
      return ((TInt64) result.get(0)).getLong();
    }
  }

  /** Writes a checkpoint. */
  void save(String path) {
    checkpoint(save, path);
  }

  /** Reads a checkpoint. */
  void restore(String path) {
    checkpoint(restore, path);
  }

  private void checkpoint(Op op, String path) {
    try (TString at = TString.scalarOf(path)) {
      session.runner().feed(prefix, at).addTarget(op).run().close();
    }
  }

  /** Fetches these for a batch, if any, with these operands replaced. */
  List<float[]> run(
      List<? extends Operand<TFloat32>> fetches,
      Batch batch,
      Map<? extends Operand<TFloat32>, float[]> replaced) {
    return run(fetches, batch, replaced, List.of());
  }

  /** Runs these ops for a batch. */
  void target(Batch batch, List<? extends Op> ops) {
    run(List.of(), batch, Map.of(), ops);
  }

  private List<float[]> run(
      List<? extends Operand<TFloat32>> fetches,
      Batch batch,
      Map<? extends Operand<TFloat32>, float[]> replaced,
      List<? extends Op> targets) {
    Session.Runner runner = session.runner();
    targets.forEach(runner::addTarget);
    List<Tensor> fed = new ArrayList<>();
    if (batch != null) {
      for (Feeds feeds : List.of(graph.feeds(), graph.evaluationFeeds())) {
        feed(runner, fed, feeds.numbers(), batch.numbers(), batch.size(), true);
        feed(runner, fed, feeds.labels(), batch.labels(), batch.size(), false);
        feed(runner, fed, feeds.weights(), batch.weights(), batch.size(), false);
        if (feeds.ids() != null) {
          int width = (int) feeds.ids().shape().get(1);
          Shape shape = Shape.of(batch.size(), width);
          Tensor ids =
              TInt32.tensorOf(NdArrays.wrap(shape, DataBuffers.of(batch.ids(width), false, false)));
          fed.add(ids);
          runner.feed(feeds.ids(), ids);
        }
      }
    }
    replaced.forEach(
        (operand, value) -> {
          fed.add(tensor(value, Shape.of(shape(operand, value.length))));
          runner.feed(operand, fed.get(fed.size() - 1));
        });
    fetches.forEach(runner::fetch);
    try (Result result = runner.run()) {
      List<float[]> values = new ArrayList<>();
      for (int i = 0; i < result.size(); i++) {
        float[] value = new float[(int) result.get(i).size()];
        result.get(i).asRawTensor().data().asFloats().read(value);
        values.add(value);
      }
      return values;
    } finally {
      fed.forEach(Tensor::close);
    }
  }

  private static void feed(
      Session.Runner runner,
      List<Tensor> fed,
      Placeholder<TFloat32> into,
      float[] values,
      int size,
      boolean rowsAreExamples) {
    if (into != null) {
      long other = values.length / size;
      fed.add(tensor(values, rowsAreExamples ? Shape.of(size, other) : Shape.of(other, size)));
      runner.feed(into, fed.get(fed.size() - 1));
    }
  }

  private static long[] shape(Operand<TFloat32> operand, int size) {
    long[] shape = operand.shape().asArray();
    long known = 1;
    for (long n : shape) {
      known *= n < 0 ? 1 : n;
    }
    for (int i = 0; i < shape.length; i++) {
      shape[i] = shape[i] < 0 ? size / known : shape[i];
    }
    return shape;
  }

  private static TFloat32 tensor(float[] values, Shape shape) {
    return TFloat32.tensorOf(shape, DataBuffers.of(values, false, false));
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
