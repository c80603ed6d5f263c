package dev.espalier.samples.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is wrong with which trials; what is wrong with many of them is said once. */
final class TrialProblems {
  private static final int SHOWN = 20;

  private final Map<String, List<Integer>> trials = new LinkedHashMap<>();

  void add(int trial, String problem) {
    trials.computeIfAbsent(problem, unknown -> new ArrayList<>()).add(trial);
  }

  /**
   * Refuses the study if there is any.
   *
   * @throws StudyException with the first twenty
   */
  void refuse() {
    if (trials.isEmpty()) {
      return;
    }
    String more = trials.size() > SHOWN ? "\n  And " + (trials.size() - SHOWN) + " more." : "";
    throw new StudyException(
        trials.entrySet().stream()
                .limit(SHOWN)
                .map(problem -> named(problem.getValue()) + ": " + problem.getKey())
                .collect(Collectors.joining("\n  "))
            + more);
  }

  private static String named(List<Integer> trials) {
    String first =
        trials.stream().limit(3).map(trial -> trial + "").collect(Collectors.joining(", "));
    int rest = trials.size() - 3;
    return (trials.size() == 1 ? "trial " : "trials ")
        + first
        + (rest > 0 ? " and " + rest + " more" : "");
  }
}
