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
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/**
 * The two tasks in two dimensions on which the PCGrad paper shows what conflicting gradients do (Yu
 * et al., NeurIPS 2020, appendix D): from (0.5, -3),
 *
 * <pre>
 * L1 = 20 ln(max(|0.5 x + tanh y|, 0.000005))
 * L2 = 25 ln(max(|0.5 x - tanh y + 2|, 0.000005))
 * </pre>
 *
 * <p>Real training steps, many of them in each run of the session. Owns native resources.
 */
final class Landscape implements AutoCloseable {
  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final Variables variables = new Variables(tf, 42);
  private final Operand<? extends TType> counter = variables.createCounter("training/step");
  private final Members members = Members.one("theta", Shape.of(2));
  private final Operand<? extends TType> theta =
      variables.create(
          "theta", TFloat32.class, Shape.of(2), tf.constant(new float[] {0.5f, -3f}), members);
  private final Operand<TFloat32> losses;
  private final Op train;
  private final Session session;

  /** The landscape under this chain, so many steps at a time. */
  Landscape(GradientChain chain, int stepsPerRun) {
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
    this.session =
        new Session(
            graph,
            ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(1)
                .setExperimental(sequential)
                .build());
    session.runner().addTarget(variables.initialize()).run().close();
  }

  /** The losses of the next steps, each before its move, one row a step. */
  float[][] run() {
    try (Result result = session.runner().addTarget(train).fetch(losses).run()) {
      TFloat32 tensor = (TFloat32) result.get(0);
      float[] flat = new float[(int) tensor.size()];
      tensor.asRawTensor().data().asFloats().read(flat);
      float[][] rows = new float[flat.length / 2][];
      for (int s = 0; s < rows.length; s++) {
        rows[s] = new float[] {flat[2 * s], flat[2 * s + 1]};
      }
      return rows;
    }
  }

  /** The objective of a step whose reads are built with these ops. */
  private Objective objective(Ops reading) {
    Operand<TFloat32> leaf = reading.readVariableOp(theta, TFloat32.class);
    Operand<TInt64> step = reading.readVariableOp(counter, TInt64.class);
    List<Output<TFloat32>> at = tf.unstack(leaf, 2L).output();
    Operand<TFloat32> half = tf.math.mul(at.get(0), tf.constant(0.5f));
    Operand<TFloat32> bent = tf.math.tanh(at.get(1));
    Operand<TFloat32> first = loss(20, tf.math.add(half, bent));
    Operand<TFloat32> second = loss(25, tf.math.add(tf.math.sub(half, bent), tf.constant(2f)));
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
        List.of(first, second),
        List.of(),
        null,
        List.of(weight),
        List.of());
  }

  private Operand<TFloat32> loss(float factor, Operand<TFloat32> inside) {
    Operand<TFloat32> size = tf.math.maximum(tf.math.abs(inside), tf.constant(5e-6f));
    return tf.math.mul(tf.math.log(size), tf.constant(factor));
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
