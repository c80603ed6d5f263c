package dev.espalier.training.internal;

import dev.espalier.graph.internal.InitialValues;
import dev.espalier.graph.internal.Objective;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * GradDrop (Chen et al., NeurIPS 2020) on the rows of task gradients by each shared weight: in each
 * coordinate the sum of the positive entries with the probability of the purity P = (1 + Σ g / Σ
 * |g|) / 2, else that of the negative ones.
 *
 * @param leak part of the gradients that is not dropped
 */
record GradDropRule(float leak) implements MergeRule {

  /** Keys the draws with the name of a weight, so that no other draw of a step is the same. */
  static final String PLACE = "training/gradDrop/";

  @Override
  public Merged merge(Objective objective, Memory memory) {
    return Surgery.of(objective, this::kept);
  }

  @Override
  public boolean readsEachTask() {
    return true;
  }

  private Merged kept(Objective objective, Ops tf, List<TaskRows> rows) {
    List<Gradient> gradients = new ArrayList<>();
    for (TaskRows each : rows) {
      Operand<TInt64> key =
          tf.stack(
              List.of(
                  tf.constant(InitialValues.key(objective.seed(), PLACE + each.weight().name())),
                  objective.step()));
      Operand<TFloat32> merged = merged(tf, each.rows(tf), key);
      gradients.add(new Gradient(each.weight(), each.shaped(tf, merged), false));
    }
    return new Merged(gradients, List.of(), TaskRows.gram(tf, rows));
  }

  /** One gradient of those of the tasks, shape [T, P], in shape [P]. */
  Operand<TFloat32> merged(Ops tf, Operand<TFloat32> rows, Operand<TInt64> key) {
    Operand<TFloat32> total = tf.sum(rows, tf.constant(0));
    Operand<TFloat32> size = tf.sum(tf.math.abs(rows), tf.constant(0));
    Operand<TFloat32> half = tf.constant(0.5f);
    Operand<TFloat32> positive = tf.math.mul(tf.math.add(size, total), half);
    Operand<TFloat32> negative = tf.math.mul(tf.math.sub(total, size), half);
    Operand<TFloat32> drawn =
        tf.random.statelessRandomUniform(tf.shape(total), key, TFloat32.class);
    // The purity is above the draw where the positive part is above that part of the size.
    Operand<TFloat32> picked =
        tf.select(tf.math.greater(positive, tf.math.mul(drawn, size)), positive, negative);
    return leak == 0
        ? picked
        : tf.math.add(
            tf.math.mul(total, tf.constant(leak)), tf.math.mul(picked, tf.constant(1 - leak)));
  }
}
