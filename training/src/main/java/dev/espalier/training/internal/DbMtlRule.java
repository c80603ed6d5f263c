package dev.espalier.training.internal;

import dev.espalier.graph.internal.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Sum;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * DB-MTL (Lin et al. 2023): moving averages of the gradients of the logarithms of the losses, each
 * made as long as the longest, and summed.
 *
 * @param decay part of the averages that a step keeps, the first one
 * @param power of the number of the step that the decay is divided by
 */
record DbMtlRule(float decay, float power) implements MergeRule {
  /** Ending of the averages' names in a checkpoint. */
  static final String AVERAGES = "/dbMtl/averages";

  /** Where the logarithm of a loss starts. */
  static final float LEAST = 1e-8f;

  @Override
  public Objective differentiated(Objective objective) {
    Ops tf = objective.tf().withSubScope("merge");
    List<Operand<TFloat32>> logarithms = new ArrayList<>();
    for (Operand<TFloat32> loss : objective.losses()) {
      logarithms.add(tf.math.log(tf.math.maximum(loss, tf.constant(LEAST))));
    }
    return objective.weighed(logarithms, List.of());
  }

  @Override
  public Merged merge(Objective logarithms, Memory memory) {
    return Surgery.of(logarithms, (objective, tf, rows) -> averaged(objective, tf, memory, rows));
  }

  @Override
  public boolean readsEachTask() {
    return true;
  }

  private Merged averaged(Objective objective, Ops tf, Memory memory, List<TaskRows> rows) {
    int n = objective.losses().size();
    Operand<TFloat32> gram = TaskRows.gram(tf, rows);
    if (gram == null) {
      return new Merged(List.of(), List.of(), null);
    }
    Operand<TFloat32> seen =
        tf.reshape(tf.math.sign(tf.linalg.tensorDiagPart(gram)), tf.constant(new int[] {n, 1}));
    Operand<TFloat32> rate = tf.math.mul(seen, tf.math.sub(tf.constant(1f), kept(objective, tf)));
    List<Operand<TFloat32>> averages = new ArrayList<>();
    List<Operand<TFloat32>> squares = new ArrayList<>();
    List<Function<Ops, Op>> updates = new ArrayList<>();
    for (TaskRows each : rows) {
      Slot slot = Slot.of(tf, memory, n, each);
      Operand<TFloat32> next =
          tf.math.add(slot.value(), tf.math.mul(tf.math.sub(each.rows(tf), slot.value()), rate));
      averages.add(next);
      squares.add(tf.sum(tf.math.square(next), tf.constant(1), Sum.keepDims(true)));
      updates.add(guarded -> slot.become(guarded, n, next));
    }
    Operand<TFloat32> norms = tf.math.sqrt(tf.math.addN(squares));
    Operand<TFloat32> weights =
        tf.reshape(
            tf.math.divNoNan(tf.max(norms, tf.constant(0)), norms), tf.constant(new int[] {1, n}));
    List<Gradient> gradients = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      TaskRows each = rows.get(i);
      Operand<TFloat32> merged = tf.linalg.matMul(weights, averages.get(i));
      gradients.add(new Gradient(each.weight(), each.shaped(tf, merged), false));
    }
    return new Merged(gradients, List.of(), gram, weights, updates);
  }

  /** The part of the averages that this step keeps. */
  private Operand<TFloat32> kept(Objective objective, Ops tf) {
    Operand<TFloat32> number =
        tf.math.add(tf.dtypes.cast(objective.step(), TFloat32.class), tf.constant(1f));
    return tf.math.mul(tf.constant(decay), tf.math.pow(number, tf.constant(-power)));
  }

  /**
   * The averages of all tasks by one weight: [T, P], and for a table [V, T d], of which the
   * gathered rows are read and written.
   *
   * @param value as rows of tasks, as {@link TaskRows} has them
   */
  private record Slot(Operand<? extends TType> handle, TaskRows of, Operand<TFloat32> value) {

    static Slot of(Ops tf, Memory memory, int tasks, TaskRows of) {
      String name = of.weight().name() + AVERAGES;
      Shape shape = of.weight().shape();
      Operand<TInt32> rows = of.weight().rows();
      if (rows == null) {
        var handle = memory.floats(name, Shape.of(tasks, shape.size()));
        return new Slot(handle, of, tf.readVariableOp(handle, TFloat32.class));
      }
      int width = (int) shape.get(1);
      var handle = memory.floats(name, Shape.of(shape.get(0), tasks * width));
      Operand<TFloat32> gathered =
          tf.reshape(
              tf.resourceGather(handle, rows, TFloat32.class),
              tf.constant(new int[] {-1, tasks, width}));
      return new Slot(handle, of, turned(tf, gathered, new int[] {tasks, -1}));
    }

    Op become(Ops guarded, int tasks, Operand<TFloat32> next) {
      Operand<TInt32> rows = of.weight().rows();
      if (rows == null) {
        return guarded.assignVariableOp(handle, next);
      }
      int width = (int) of.weight().shape().get(1);
      Operand<TFloat32> apart =
          guarded.reshape(next, guarded.constant(new int[] {tasks, -1, width}));
      return guarded.resourceScatterUpdate(
          handle, rows, turned(guarded, apart, new int[] {-1, tasks * width}));
    }

    private static Operand<TFloat32> turned(Ops tf, Operand<TFloat32> cube, int[] shape) {
      return tf.reshape(
          tf.linalg.transpose(cube, tf.constant(new int[] {1, 0, 2})), tf.constant(shape));
    }
  }
}
