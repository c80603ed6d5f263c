package dev.espalier.training;

import dev.espalier.dsl.Problem;

/** Says why a training cannot begin or go on: the place, what was received, and the way out. */
public class TrainingException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  /** An exception for this problem. */
  public TrainingException(Problem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  /** The problem. */
  public Problem problem() {
    return problem;
  }
}
