package dev.espalier.samples.study;

import java.util.List;

/**
 * A study in which nothing is wrong before it runs.
 *
 * @param study what it tries
 * @param trials all of them, in order
 * @param objectives what they are compared by
 */
public record PlannedStudy(Study study, List<TrialPlan> trials, List<Objective> objectives) {

  /** Copies the lists. */
  public PlannedStudy {
    trials = List.copyOf(trials);
    objectives = List.copyOf(objectives);
  }
}
