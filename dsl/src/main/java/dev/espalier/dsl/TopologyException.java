package dev.espalier.dsl;

import java.util.List;

/** Says everything that is wrong with a topology at once. */
public final class TopologyException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 50;

  private final transient List<Problem> problems;

  /** An exception for these problems, at least one; the message tells the first fifty. */
  public TopologyException(String topology, List<Problem> problems) {
    super(message(topology, problems));
    this.problems = List.copyOf(problems);
  }

  /** The problems, in the order of the topology. */
  public List<Problem> problems() {
    return problems;
  }

  private static String message(String topology, List<Problem> problems) {
    String count = problems.size() == 1 ? "a problem" : problems.size() + " problems";
    StringBuilder text = new StringBuilder("Topology ");
    text.append(Problems.quoted(topology)).append(" has ").append(count).append(":");
    problems.stream().limit(SHOWN).forEach(problem -> text.append("\n  ").append(problem));
    if (problems.size() > SHOWN) {
      text.append("\n  and ").append(problems.size() - SHOWN).append(" more.");
    }
    return text.toString();
  }
}
