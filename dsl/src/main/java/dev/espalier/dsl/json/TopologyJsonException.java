package dev.espalier.dsl.json;

import dev.espalier.dsl.Problem;
import java.util.List;

/**
 * Says that a text is no document in the JSON that {@link TopologyJson} or {@link StrictJson}
 * reads: where, what was received, and what is allowed there. The message is one line.
 */
public final class TopologyJsonException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /** An exception for these problems, at least one; the message tells the first. */
  public TopologyJsonException(List<Problem> problems) {
    super(
        problems.get(0) + (problems.size() == 1 ? "" : " And " + (problems.size() - 1) + " more."));
    this.problems = List.copyOf(problems);
  }

  /** The problems, each with a path such as {@code $.shared[1].snr.codes.beta}. */
  public List<Problem> problems() {
    return problems;
  }
}
