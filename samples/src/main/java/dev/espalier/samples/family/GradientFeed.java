package dev.espalier.samples.family;

import dev.espalier.graph.internal.Objective;
import dev.espalier.graph.internal.Variables;
import dev.espalier.graph.internal.Weight;
import dev.espalier.graph.internal.Weight.Members;
import dev.espalier.training.GradientChain;
import dev.espalier.training.GradientStep;
import dev.espalier.training.GradientSteps;
import dev.espalier.training.internal.StepAssembly;
import dev.espalier.training.internal.TrainingStep;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Sum;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/**
 * Training steps whose task gradients are given: the loss of each task is the product of a weight
 * vector and what is fed, so that its gradient is what is fed. Owns native resources.
 */
final class GradientFeed implements AutoCloseable {
  private final Graph graph = new Graph();
  private final Placeholder<TFloat32> gradients;
  private final TrainingStep step;
  private final Operand<TFloat32> surgery;
  private final Session session;
  private final int tasks;

  /** Steps of this merge on so many tasks and coordinates. */
  GradientFeed(GradientStep.Merge merge, int tasks, int width) {
    this.tasks = tasks;
    Ops tf = Ops.create(graph);
    Variables variables = new Variables(tf, 42);
    Operand<? extends TType> counter = variables.createCounter("training/step");
    Shape shape = Shape.of(width);
    Members members = Members.one("theta", shape);
    Operand<? extends TType> theta = variables.create("theta", shape, members, 0f);
    Operand<TFloat32> leaf = tf.readVariableOp(theta, TFloat32.class);
    gradients = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(tasks, width)));
    List<Operand<TFloat32>> losses =
        tf.unstack(gradients, (long) tasks).output().stream()
            .<Operand<TFloat32>>map(
                row -> tf.sum(tf.math.mul(row, leaf), tf.constant(0), Sum.keepDims(false)))
            .toList();
    Weight weight = new Weight("theta", shape, theta, leaf, null, true, true, 0f, true, members);
    Objective objective =
        new Objective(
            graph,
            tf,
            variables,
            42,
            counter,
            tf.readVariableOp(counter, TInt64.class),
            IntStream.range(0, tasks).mapToObj(t -> "task" + t).toList(),
            losses,
            List.of(),
            null,
            List.of(weight),
            Map.of(),
            List.of());
    step =
        new StepAssembly(GradientChain.of(merge, GradientSteps.sgd(1e-3f)), variables)
            .step(objective);
    surgery = Objects.requireNonNull(step.surgery(), "a merge by weights measures what it does");
    session = new Session(graph);
    session.runner().addTarget(variables.initialize()).run().close();
  }

  /** The weights that a step gives these gradients, [task][coordinate]; it is remembered. */
  double[] step(float[][] rows) {
    return run(rows, true);
  }

  /** The weights that the next step would give these gradients; nothing is remembered. */
  double[] ask(float[][] rows) {
    return run(rows, false);
  }

  /** What is asked for beside the absence of conflict between two tasks: a cosine. */
  double margin() {
    // Of orthogonal gradients of length one, each takes in as much of the other.
    return ask(new float[][] {{1, 0}, {0, 1}})[0] - 1;
  }

  private double[] run(float[][] rows, boolean taken) {
    try (TFloat32 fed = TFloat32.tensorOf(StdArrays.ndCopyOf(rows))) {
      Session.Runner runner = session.runner().feed(gradients, fed).fetch(surgery);
      try (Result result = (taken ? runner.addTarget(step.train()) : runner).run()) {
        TFloat32 measured = (TFloat32) result.get(0);
        return IntStream.range(0, tasks).mapToDouble(t -> measured.getFloat(tasks, t)).toArray();
      }
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
