package dev.espalier.graph.internal;

import dev.espalier.dsl.Target;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.plan.TowerGroup;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** From logits to what is served: a probability, a probability per class, a rate, or a value. */
final class Links {
  /** Rates end here, at 1e13. */
  static final float MOST_LOG_RATE = 30f;

  private Links() {}

  static Operand<TFloat32> apply(Ops tf, Target target, Operand<TFloat32> logits) {
    if (target instanceof Target.Binary || target instanceof Target.Multilabel) {
      return tf.math.sigmoid(logits);
    } else if (target instanceof Target.Multiclass) {
      return tf.nn.softmax(logits);
    } else if (target instanceof Target.Count) {
      return rate(tf, logits);
    }
    return logits;
  }

  /** exp of the logits, as far as float32 has room for what is done with it. */
  static Operand<TFloat32> rate(Ops tf, Operand<TFloat32> logits) {
    return tf.math.exp(tf.math.minimum(logits, tf.constant(MOST_LOG_RATE)));
  }

  /**
   * What a group of towers gives, as its links take it: of ordinal tasks the probabilities already,
   * of tasks with down-sampled negatives the logits of all data.
   */
  static Streams classes(Ops tf, WeightSource weights, TowerGroup group, Streams outputs) {
    if (group.gaps() == null) {
      return recalibrated(tf, group.tasks(), outputs);
    }
    int classes = group.tasks().get(0).target().width();
    CumulativeLogits cumulative = new CumulativeLogits(tf, weights.stacked(group.gaps()), classes);
    return Streams.stacked(
        tf, outputs.count(), classes, cumulative.probabilities(outputs.stacked()));
  }

  /** With the odds times the share of negatives that were kept, which is an addition to logits. */
  private static Streams recalibrated(Ops tf, List<Task> tasks, Streams logits) {
    if (tasks.stream().allMatch(task -> task.keptNegatives() == 1)) {
      return logits;
    }
    float[][][] shifts = new float[tasks.size()][1][1];
    for (int t = 0; t < shifts.length; t++) {
      shifts[t][0][0] = shift(tasks.get(t));
    }
    Operand<TFloat32> all = tf.math.add(logits.stacked(), tf.constant(shifts));
    return Streams.stacked(tf, tasks.size(), logits.width(), all);
  }

  /** What a task's logit gains from training data to all data. */
  static float shift(Task task) {
    return (float) Math.log(task.keptNegatives());
  }
}
