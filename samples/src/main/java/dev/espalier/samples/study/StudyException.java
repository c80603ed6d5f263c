package dev.espalier.samples.study;

import dev.espalier.dsl.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** Says everything that is wrong with a study before any of it runs. */
public final class StudyException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 20;

  /** An exception with this sentence. */
  public StudyException(String message) {
    super(message);
  }

  /** An exception for these problems, at least one; the message tells the first twenty. */
  public StudyException(List<Problem> problems) {
    this(
        problems.stream().limit(SHOWN).map(Problem::toString).collect(Collectors.joining("\n  "))
            + (problems.size() > SHOWN ? "\n  And " + (problems.size() - SHOWN) + " more." : ""));
  }
}
