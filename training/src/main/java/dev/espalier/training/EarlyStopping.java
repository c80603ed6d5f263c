package dev.espalier.training;

/** When a training ends before its last epoch, judged at each validation. */
public sealed interface EarlyStopping {

  /** Never. */
  record Never() implements EarlyStopping {}

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
}
