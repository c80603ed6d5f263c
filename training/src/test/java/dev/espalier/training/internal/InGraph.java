package dev.espalier.training.internal;

import dev.espalier.graph.internal.Objective;
import dev.espalier.graph.internal.Variables;
import dev.espalier.graph.internal.Weight;
import dev.espalier.graph.internal.Weight.Members;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/** A small graph with variables, and a session on it once something is run. */
final class InGraph implements AutoCloseable {
  static final String SINGLE_THREADED = "SINGLE_THREADED_EXECUTOR";
  static final String DEFAULT = "";

  final Graph graph = new Graph();
  final Ops tf = Ops.create(graph);
  final Variables variables = new Variables(tf, 7);
  final Operand<? extends TType> counter = variables.createCounter("training/step");
  final List<Weight> weights = new ArrayList<>();
  private final Map<String, Operand<TFloat32>> reads = new HashMap<>();
  private final String executor;
  private @Nullable Operand<TInt64> stepRead;
  private @Nullable Session session;

  InGraph() {
    this(SINGLE_THREADED);
  }

  InGraph(String executor) {
    this.executor = executor;
  }

  /** A weight of this shape that starts at these numbers. */
  Weight weight(String name, boolean shared, Shape shape, float... start) {
    Operand<? extends TType> handle = variable(name, shape, start);
    Operand<TFloat32> leaf = tf.readVariableOp(handle, TFloat32.class);
    Members members = Members.one(name, shape);
    Weight weight = new Weight(name, shape, handle, leaf, null, shared, true, 0f, true, members);
    weights.add(weight);
    return weight;
  }

  /** A shared table of which these distinct rows are gathered. */
  Weight table(String name, Shape shape, Operand<TInt32> rows, float... start) {
    Operand<? extends TType> handle = variable(name, shape, start);
    Operand<TFloat32> leaf = tf.resourceGather(handle, rows, TFloat32.class);
    Members members = Members.one(name, shape);
    Weight weight = new Weight(name, shape, handle, leaf, rows, true, true, 0f, true, members);
    weights.add(weight);
    return weight;
  }

  Operand<? extends TType> variable(String name, Shape shape, float... start) {
    Operand<TFloat32> value = tf.reshape(tf.constant(start), tf.constant(shape));
    return variables.create(name, TFloat32.class, shape, value, Members.one(name, shape));
  }

  Operand<TInt64> readStep() {
    return tf.readVariableOp(counter, TInt64.class);
  }

  /** What minimises these losses by all weights made so far. */
  Objective objective(List<Operand<TFloat32>> losses) {
    return objective(losses, List.of(), null, List.of());
  }

  Objective objective(
      List<Operand<TFloat32>> losses,
      List<Operand<TFloat32>> boundary,
      @Nullable Operand<TFloat32> penalty,
      List<Function<Ops, Op>> updates) {
    List<String> tasks = new ArrayList<>();
    for (int t = 0; t < losses.size(); t++) {
      tasks.add("task" + t);
    }
    return new Objective(
        graph,
        tf,
        variables,
        7,
        counter,
        readStep(),
        tasks,
        losses,
        boundary,
        penalty,
        List.copyOf(weights),
        Map.of(),
        updates);
  }

  /** Starts the variables; whatever is created as a variable afterwards stays without a value. */
  void initialize() {
    run(variables.initialize());
  }

  void run(Op target) {
    session().runner().addTarget(target).run().close();
  }

  Session session() {
    if (session == null) {
      ConfigProto.Builder config =
          ConfigProto.newBuilder()
              .setIntraOpParallelismThreads(1)
              .setExperimental(ConfigProto.Experimental.newBuilder().setExecutorType(executor));
      session = new Session(graph, config.build());
    }
    return session;
  }

  /** The values of a float operand, in order. */
  float[] floats(Operand<TFloat32> operand) {
    return floats(List.of(operand)).get(0);
  }

  /** The values of each float operand, in one run. */
  List<float[]> floats(List<Operand<TFloat32>> operands) {
    Session.Runner runner = session().runner();
    operands.forEach(runner::fetch);
    List<float[]> values = new ArrayList<>();
    try (Result result = runner.run()) {
      result.forEach(entry -> values.add(floats((TFloat32) entry.getValue())));
    }
    return values;
  }

  static float[] floats(TFloat32 tensor) {
    float[] values = new float[(int) tensor.size()];
    FloatDataBuffer buffer = DataBuffers.of(values, false, false);
    tensor.copyTo(org.tensorflow.ndarray.NdArrays.wrap(tensor.shape(), buffer));
    return values;
  }

  static TFloat32 tensor(Shape shape, float... values) {
    return TFloat32.tensorOf(shape, DataBuffers.of(values));
  }

  /** What a variable holds now. */
  float[] value(Operand<? extends TType> handle) {
    return floats(read(handle));
  }

  /** A read of a variable, one for all callers: a graph that does not grow runs at once. */
  Operand<TFloat32> read(Operand<? extends TType> handle) {
    return reads.computeIfAbsent(
        handle.op().name(), name -> tf.readVariableOp(handle, TFloat32.class));
  }

  long steps() {
    if (stepRead == null) {
      stepRead = readStep();
    }
    try (Result result = session().runner().fetch(stepRead).run()) {
      return ((TInt64) result.get(0)).getLong();
    }
  }

  @Override
  public void close() {
    if (session != null) {
      session.close();
    }
    graph.close();
  }
}
