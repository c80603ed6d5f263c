package dev.espalier.graph;

import dev.espalier.dsl.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Says everything that is wrong with a SavedModel at once. */
public final class SavedModelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  SavedModelException(Path directory, List<Problem> problems) {
    super(
        problems.stream()
            .map(Problem::toString)
            .collect(
                Collectors.joining("\n  ", "\"" + directory + "\" cannot be served:\n  ", "")));
    this.problems = List.copyOf(problems);
  }

  SavedModelException(Path directory, RuntimeException cause) {
    super("\"" + directory + "\" cannot be loaded: " + cause.getMessage(), cause);
    this.problems = List.of();
  }

  /** What the lint found; empty where the loader itself failed. */
  public List<Problem> problems() {
    return problems;
  }
}
