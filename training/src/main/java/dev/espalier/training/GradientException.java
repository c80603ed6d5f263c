package dev.espalier.training;

import dev.espalier.dsl.Problem;

/** Says what is wrong with a gradient step, a schedule or a chain. */
public final class GradientException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  /** An exception for this problem. */
  public GradientException(Problem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  /** Where, what was received, what is allowed, and a way out. */
  public Problem problem() {
    return problem;
  }
}
