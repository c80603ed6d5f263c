package dev.espalier.training.data;

import dev.espalier.dsl.Problem;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says what is wrong with examples: the file and line or the row, the column, what was received,
 * what is allowed, and a way out. It says several things at once where finding them is cheap.
 */
public final class ExamplesException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /** An exception for these problems, at least one. */
  public ExamplesException(List<Problem> problems) {
    this(problems, null);
  }

  ExamplesException(Problem problem) {
    this(List.of(problem), null);
  }

  ExamplesException(Problem problem, Throwable cause) {
    this(List.of(problem), cause);
  }

  private ExamplesException(List<Problem> problems, @Nullable Throwable cause) {
    super(message(problems), cause);
    this.problems = List.copyOf(problems);
  }

  private static String message(List<Problem> problems) {
    String lines = problems.stream().map(Problem::toString).collect(Collectors.joining("\n  "));
    return problems.size() == 1
        ? lines
        : "Examples have %d problems:\n  %s".formatted(problems.size(), lines);
  }

  /** The problems, in the order in which they were found. */
  public List<Problem> problems() {
    return problems;
  }
}
