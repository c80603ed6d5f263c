package dev.espalier.samples.study;

import java.util.List;

/**
 * What a trial trains, and how.
 *
 * @param point what it tries
 * @param topology what it trains, as JSON
 * @param arguments of {@code train}, without those about the topology, the folder and the score
 * @param parameters numbers that it trains
 */
public record TrialPlan(Point point, String topology, List<String> arguments, long parameters) {

  /** Copies the list. */
  public TrialPlan {
    arguments = List.copyOf(arguments);
  }

  /** Number of the trial, from 1. */
  public int number() {
    return point.trial();
  }
}
