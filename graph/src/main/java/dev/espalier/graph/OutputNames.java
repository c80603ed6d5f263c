package dev.espalier.graph;

import dev.espalier.dsl.Score;
import dev.espalier.dsl.Target;
import dev.espalier.dsl.Task;

/** What a task's output is called in the signatures of an exported model. */
public final class OutputNames {

  private OutputNames() {}

  /**
   * {@code task/probability} of a binary task or a product, float32 [batch]; {@code
   * task/probabilities} of a multiclass, ordinal or multilabel task, float32 [batch, classes or
   * labels]; {@code task/rate} of a count and {@code task/value} of a regression or quantile,
   * float32 [batch].
   */
  public static String of(Task task) {
    if (task.target() instanceof Target.Binary || task.target() instanceof Target.Product) {
      return task.name() + "/probability";
    } else if (task.target().width() > 1) {
      return task.name() + "/probabilities";
    } else if (task.target() instanceof Target.Count) {
      return task.name() + "/rate";
    }
    return task.name() + "/value";
  }

  /** {@code score/score} of a score, float32 [batch]. */
  public static String of(Score score) {
    return score.name() + "/score";
  }
}
