package dev.espalier.dsl;

import java.util.ArrayList;
import java.util.List;

/**
 * Where examples may leave a {@link Cascade}: a tower per task on the streams at this depth, which
 * go on as they are. A tower reads what the task's own tower would read here: its stream, or the
 * concatenation of the shared ones.
 *
 * <p>An example leaves where the {@link Confidence} of every task is above its threshold; a task
 * without a confidence never holds an example back. At threshold 1 nobody leaves: such an exit
 * helps in training and is not exported. At 0 the task holds no example back.
 *
 * @param tower hidden layers of each task's tower, may be empty
 * @param weight factor of what its losses add to those of the tasks, positive; default {@link
 *     #WEIGHT}, as in multi-scale dense networks
 * @param threshold confidence above which a task lets an example leave, in [0, 1]; default {@link
 *     #NOBODY}, since a useful one is chosen on validation data
 * @param thresholds tasks with a threshold of their own
 */
public record Exit(Layers tower, float weight, float threshold, List<OfTask> thresholds)
    implements Block {
  /** Factor of the losses where none is given. */
  public static final float WEIGHT = 1f;

  /** The threshold at which nobody leaves. */
  public static final float NOBODY = 1f;

  /**
   * A threshold of one task.
   *
   * @param task its name
   * @param threshold confidence above which it lets an example leave, in [0, 1]
   */
  public record OfTask(String task, float threshold) {}

  /** Copies the list. */
  public Exit {
    thresholds = List.copyOf(thresholds);
  }

  /** An exit with such towers where nobody leaves before a threshold is given. */
  public static Exit of(Layers tower) {
    return new Exit(tower, WEIGHT, NOBODY, List.of());
  }

  /** The same exit with this factor on its losses. */
  public Exit weight(float weight) {
    return new Exit(tower, weight, threshold, thresholds);
  }

  /** The same exit with this threshold for all tasks that have none of their own. */
  public Exit threshold(float confidence) {
    return new Exit(tower, weight, confidence, thresholds);
  }

  /** The same exit with a threshold of its own for one task more. */
  public Exit threshold(String task, float confidence) {
    List<OfTask> more = new ArrayList<>(thresholds);
    more.add(new OfTask(task, confidence));
    return new Exit(tower, weight, threshold, more);
  }

  /** The same exit with all thresholds of another. */
  public Exit thresholdsOf(Exit other) {
    return new Exit(tower, weight, other.threshold, other.thresholds);
  }

  /** The threshold of this task. */
  public float thresholdOf(String task) {
    for (OfTask own : thresholds) {
      if (own.task().equals(task)) {
        return own.threshold();
      }
    }
    return threshold;
  }

  /** Whether no example can leave here, given all tasks. */
  public boolean isClosed(List<Task> tasks) {
    return tasks.stream()
        .anyMatch(
            task -> Confidence.isDefined(task.target()) && thresholdOf(task.name()) >= NOBODY);
  }
}
