package dev.espalier.training;

/** When a training ends before its last epoch, judged at each validation. */
public sealed interface EarlyStopping {

  /** Never. */
  record Never() implements EarlyStopping {
    @Override
    public int patience() {
      return Integer.MAX_VALUE;
    }
  }

  /**
   * When the main metric of one task has not improved for a number of validations.
   *
   * @param task name of the task
   * @param patience validations without an improvement, at least 1
   */
  record OnTask(String task, int patience) implements EarlyStopping {}

  /**
   * When the mean of the tasks' main metrics has not improved for a number of validations; metrics
   * that are better when smaller count negatively.
   *
   * @param patience validations without an improvement, at least 1
   */
  record OnMean(int patience) implements EarlyStopping {}

  /**
   * When a score has not improved for a number of validations.
   *
   * @param score what is watched
   * @param patience validations without an improvement, at least 1
   */
  record OnScore(Score score, int patience) implements EarlyStopping {}

  /**
   * Task by task, where its main metric has not improved for a number of validations: the task is
   * frozen and the others go on; when all are, the training ends.
   *
   * <p>What only frozen tasks reach (a tower, a gate, an expert of one task) keeps its weights bit
   * by bit, whatever the optimiser remembers. The losses of frozen tasks no longer pull at shared
   * weights: they count as 0 before weightings and merges, as those of tasks without a label do,
   * which take no part in surgery. What others share with them moves on, so that a frozen task may
   * still change; the best validation is kept all the same. Moving averages of normalisations go
   * on.
   *
   * @param patience validations without an improvement, at least 1
   */
  record PerTask(int patience) implements EarlyStopping {}

  /** Validations without an improvement. */
  int patience();

  /** Trains to the end. */
  static EarlyStopping never() {
    return new Never();
  }

  /** Watches one task. */
  static EarlyStopping onTask(String task, int patience) {
    return new OnTask(task, patience);
  }

  /** Watches the mean of the tasks. */
  static EarlyStopping onMean(int patience) {
    return new OnMean(patience);
  }

  /** Watches a score. */
  static EarlyStopping on(Score score, int patience) {
    return new OnScore(score, patience);
  }

  /** Watches each task by itself, and freezes it. */
  static EarlyStopping perTask(int patience) {
    return new PerTask(patience);
  }
}
