package dev.espalier.samples.landscape;

import dev.espalier.graph.internal.Objective;
import dev.espalier.graph.internal.Variables;
import dev.espalier.graph.internal.Weight;
import dev.espalier.graph.internal.Weight.Members;
import dev.espalier.training.GradientChain;
import dev.espalier.training.internal.StepAssembly;
import dev.espalier.training.internal.TrainingStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/**
 * Real training steps on a {@link Surface}, many of them in each run of the session. Owns native
 * resources.
 */
final class Landscape implements AutoCloseable {
  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final Variables variables = new Variables(tf, 42);
  private final Operand<? extends TType> counter = variables.createCounter("training/step");
  private final Members members = Members.one("theta", Shape.of(2));
  private final Surface surface;
  private final Operand<? extends TType> theta;
  private final Operand<TFloat32> at;
  private final Operand<TFloat32> losses;
  private final Op train;
  private final Session session;

  /** The landscape from this start under this chain, so many steps at a time. */
  Landscape(Surface surface, Point start, GradientChain chain, int stepsPerRun) {
    this.surface = surface;
    this.theta =
        variables.create(
            "theta",
            TFloat32.class,
            Shape.of(2),
            tf.constant(new float[] {start.x(), start.y()}),
            members);
    this.at = tf.readVariableOp(theta, TFloat32.class);
    StepAssembly assembly = new StepAssembly(chain, variables);
    List<Operand<TFloat32>> seen = new ArrayList<>();
    @Nullable Op before = null;
    for (int s = 0; s < stepsPerRun; s++) {
      TrainingStep step =
          assembly.step(objective(before == null ? tf : tf.withControlDependencies(before)));
      seen.add(step.losses());
      before = step.train();
    }
    this.train = Objects.requireNonNull(before);
    this.losses = tf.stack(seen);
    ConfigProto.Experimental sequential =
        ConfigProto.Experimental.newBuilder().setExecutorType("SINGLE_THREADED_EXECUTOR").build();
    // Optimising a graph of many steps would take longer than running it.
    RewriterConfig asWritten = RewriterConfig.newBuilder().setDisableMetaOptimizer(true).build();
    this.session =
        new Session(
            graph,
            ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(1)
                .setExperimental(sequential)
                .setGraphOptions(GraphOptions.newBuilder().setRewriteOptions(asWritten))
                .build());
    session.runner().addTarget(variables.initialize()).run().close();
  }

  /** The losses of the next steps, each before its move, one row a step. */
  float[][] run() {
    try (Result result = session.runner().addTarget(train).fetch(losses).run()) {
      float[] flat = floats(result);
      float[][] rows = new float[flat.length / 2][];
      for (int s = 0; s < rows.length; s++) {
        rows[s] = new float[] {flat[2 * s], flat[2 * s + 1]};
      }
      return rows;
    }
  }

  /** Where it is now. */
  Point at() {
    try (Result result = session.runner().fetch(at).run()) {
      float[] both = floats(result);
      return new Point(both[0], both[1]);
    }
  }

  private static float[] floats(Result result) {
    TFloat32 tensor = (TFloat32) result.get(0);
    float[] flat = new float[(int) tensor.size()];
    tensor.asRawTensor().data().asFloats().read(flat);
    return flat;
  }

  /** The objective of a step whose reads are built with these ops. */
  private Objective objective(Ops reading) {
    Operand<TFloat32> leaf = reading.readVariableOp(theta, TFloat32.class);
    Operand<TInt64> step = reading.readVariableOp(counter, TInt64.class);
    List<Output<TFloat32>> place = tf.unstack(leaf, 2L).output();
    Weight weight =
        new Weight("theta", Shape.of(2), theta, leaf, null, true, true, 0f, true, members);
    return new Objective(
        graph,
        tf,
        variables,
        42,
        counter,
        step,
        List.of("L1", "L2"),
        surface.losses(tf, place.get(0), place.get(1)),
        List.of(),
        null,
        List.of(weight),
        Map.of(),
        List.of());
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
