package dev.espalier.dsl;

import org.jspecify.annotations.Nullable;

/** What a task's label is; it decides the loss, the output and the metrics. */
public sealed interface Target {

  /** Numbers the task's output layer gives per example. */
  int width();

  /**
   * Yes or no: sigmoid cross-entropy on one logit, served as a probability.
   *
   * @param positive the text that means yes; null means that labels are 0 and 1
   */
  record Binary(@Nullable String positive) implements Target {
    @Override
    public int width() {
      return 1;
    }
  }

  /**
   * One of several classes: softmax cross-entropy, served as a probability per class. Labels are
   * the integers 0 to classes - 1.
   *
   * @param classes number of classes, at least 2
   */
  record Multiclass(int classes) implements Target {
    @Override
    public int width() {
      return classes;
    }
  }

  /** A number: squared error, served as a value. */
  record Regression() implements Target {
    @Override
    public int width() {
      return 1;
    }
  }
}
