package dev.espalier.graph.internal;

import dev.espalier.dsl.Loss;
import dev.espalier.dsl.LossDeclaration;
import dev.espalier.dsl.Target;
import dev.espalier.dsl.Task;
import org.jspecify.annotations.Nullable;

/** Tasks whose losses are one formula, and so are computed together; their settings may differ. */
enum LossKind {
  /** Sigmoid cross-entropy. */
  SIGMOID,
  /** Sigmoid cross-entropy with softened labels or a heavier yes. */
  WEIGHTED_SIGMOID,
  /** Sigmoid cross-entropy that dwells on hard examples. */
  FOCAL,
  /** Softmax cross-entropy. */
  SOFTMAX,
  /** Squared error. */
  SQUARED,
  /** Squared error that ends linear. */
  HUBER,
  /** Half the Poisson deviance. */
  POISSON,
  /** The loss of a quantile. */
  PINBALL,
  /** Cross-entropy of classes in order. */
  CUMULATIVE,
  /** Of pairs of examples in one group. */
  PAIRWISE,
  /** One from outside of Espalier. */
  CUSTOM;

  static LossKind of(Task task) {
    Target target = task.target();
    if (task.loss() instanceof LossDeclaration) {
      return CUSTOM;
    } else if (task.loss() instanceof Loss.Pairwise) {
      return PAIRWISE;
    }
    return ofPoints(target, task.loss());
  }

  /** Of a task whose loss takes one example at a time; null is the usual one. */
  static LossKind ofPoints(Target target, @Nullable Loss loss) {
    if (target instanceof Target.Multiclass) {
      return SOFTMAX;
    } else if (target instanceof Target.Ordinal) {
      return CUMULATIVE;
    } else if (target instanceof Target.Count) {
      return POISSON;
    } else if (target instanceof Target.Quantile) {
      return PINBALL;
    } else if (target instanceof Target.Regression) {
      return loss == null ? SQUARED : HUBER;
    }
    return loss == null ? SIGMOID : loss instanceof Loss.Focal ? FOCAL : WEIGHTED_SIGMOID;
  }
}
