package dev.espalier.training;

import dev.espalier.dsl.Problem;

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

  /**
   * Another rule, for which a score has to be larger than the best one by at least so much to be an
   * improvement; smaller steps count together.
   *
   * @param rule what is watched, and for how long
   * @param improvement in units of the score, at least 0
   */
  record AtLeast(EarlyStopping rule, double improvement) implements EarlyStopping {

    /**
     * Checks the number.
     *
     * @throws TrainingException where it is negative or not finite
     */
    public AtLeast {
      rule = rule.rule();
      if (!(improvement >= 0 && improvement < Double.POSITIVE_INFINITY)) {
        throw new TrainingException(
            new Problem(
                "training.earlyStopping.improvement",
                improvement + "",
                "at least 0",
                "Take 0.001 for a tenth of a percent of AUC"));
      }
    }

    @Override
    public int patience() {
      return rule.patience();
    }
  }

  /** Validations without an improvement. */
  int patience();

  /** What is watched, whatever counts as an improvement. */
  default EarlyStopping rule() {
    return this;
  }

  /** How much larger a score has to be than the best one to be an improvement; default 0. */
  default double improvement() {
    return 0;
  }

  /** The same rule, where only so much is an improvement. */
  default EarlyStopping atLeast(double improvement) {
    return improvement == 0 ? rule() : new AtLeast(this, improvement);
  }

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
