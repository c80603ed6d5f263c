package dev.espalier.dsl;

import org.jspecify.annotations.Nullable;

/**
 * What flows between two blocks: activations of shape [batch, width], shared by all tasks or of one
 * task.
 *
 * @param task the task it is of, or null for a shared stream
 * @param width numbers per example
 */
public record Stream(@Nullable String task, int width) {

  /** A stream that every task reads. */
  public static Stream shared(int width) {
    return new Stream(null, width);
  }

  /** A stream of one task. */
  public static Stream of(String task, int width) {
    return new Stream(task, width);
  }

  /** Whether every task reads it. */
  public boolean isShared() {
    return task == null;
  }
}
