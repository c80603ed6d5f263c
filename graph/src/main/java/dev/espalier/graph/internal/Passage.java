package dev.espalier.graph.internal;

import dev.espalier.dsl.Task;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * A batch on its way through a serving graph.
 *
 * @param streams of the examples that are still there
 * @param features of the same examples
 * @param exited the last exit that they passed, or null for none
 */
record Passage(Streams streams, Features features, @Nullable Exited exited) {

  /**
   * What happened at an exit.
   *
   * @param before the exit before it, or null for none
   * @param features of the examples that stay
   * @param answers of all examples that came, by task: [came] or [came, width]
   * @param stay which of them stay, [stayed, 1]
   */
  record Exited(
      @Nullable Exited before,
      Features features,
      Map<Task, Operand<TFloat32>> answers,
      Operand<TInt64> stay) {}

  /** The same examples a step further. */
  Passage at(Streams further) {
    return new Passage(further, features, exited);
  }

  /** The answers of the whole batch, given those of the examples that came to the end. */
  Map<Task, Operand<TFloat32>> answers(Ops tf, Map<Task, Operand<TFloat32>> last) {
    Map<Task, Operand<TFloat32>> answers = new LinkedHashMap<>(last);
    for (Exited exit = exited; exit != null; exit = exit.before()) {
      Exited own = exit;
      answers.replaceAll(
          (task, deeper) ->
              tf.tensorScatterNdUpdate(
                  Objects.requireNonNull(own.answers().get(task)), own.stay(), deeper));
    }
    return answers;
  }
}
