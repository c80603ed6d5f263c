package dev.espalier.training.internal;

import dev.espalier.graph.internal.Objective;
import dev.espalier.graph.internal.Weight;
import dev.espalier.graph.internal.Weight.Members;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * Where a weighting writes its ops.
 *
 * @param tf builds them
 * @param objective the losses, each a scalar, as the tasks weigh them
 * @param made the state of the weighting, the same for all steps of a graph
 */
record LossSite(Ops tf, Objective objective, Map<String, Operand<? extends TType>> made) {
  /** The least that a loss counts as where its logarithm or its inverse is taken. */
  static final float LEAST = 1e-8f;

  /** What the names of all state begin with. */
  static final String STATE = "weighting";

  static LossSite of(Objective objective, Map<String, Operand<? extends TType>> made) {
    return new LossSite(objective.tf().withSubScope("weighting"), objective, made);
  }

  int tasks() {
    return objective.losses().size();
  }

  /** The losses, shape [T], of which no gradient is taken. */
  Operand<TFloat32> losses() {
    return tf.stopGradient(tf.stack(objective.losses()));
  }

  /** 1 for each task whose loss is not 0, as it is without a label, shape [T]. */
  Operand<TFloat32> present(Operand<TFloat32> losses) {
    return asNumbers(tf.math.notEqual(losses, tf.constant(0f)));
  }

  Operand<TFloat32> asNumbers(Operand<TBool> truth) {
    return tf.dtypes.cast(truth, TFloat32.class);
  }

  /** Each loss times its weight, of which no gradient is taken. */
  List<Operand<TFloat32>> times(Operand<TFloat32> weights) {
    List<Operand<TFloat32>> weighed = new ArrayList<>();
    List<Operand<TFloat32>> each = apart(tf.stopGradient(weights));
    for (int t = 0; t < tasks(); t++) {
      weighed.add(tf.math.mul(objective.losses().get(t), each.get(t)));
    }
    return weighed;
  }

  /** The entries of a vector [T]. */
  List<Operand<TFloat32>> apart(Operand<TFloat32> vector) {
    return new ArrayList<>(tf.unstack(vector, (long) tasks()).output());
  }

  /** The variable of this name, a vector that starts at one number in every entry. */
  Operand<? extends TType> state(String name, int size, float start) {
    Shape shape = Shape.of(size);
    return made.computeIfAbsent(
        STATE + "/" + name,
        key -> objective.variables().create(key, shape, Members.one(key, shape), start));
  }

  /** What a variable holds when the step begins. */
  Operand<TFloat32> read(Operand<? extends TType> state) {
    return tf.withControlDependencies(List.of(objective.step()))
        .readVariableOp(state, TFloat32.class);
  }

  /** A weight [T] that starts at 0 and is trained with the others. */
  Weight learned(String name) {
    Operand<? extends TType> handle = state(name, tasks(), 0f);
    Shape shape = Shape.of(tasks());
    String key = STATE + "/" + name;
    return new Weight(
        key, shape, handle, read(handle), null, false, true, 0f, false, Members.one(key, shape));
  }

  static Map<String, Operand<? extends TType>> noState() {
    return new HashMap<>();
  }
}
