package dev.espalier.samples.study;

import java.util.List;

/**
 * What is known of an epoch of a trial.
 *
 * @param epoch from 1
 * @param score what the study judges by, the larger the better; may be not a number
 * @param objectives value of each, in their order; may be not a number
 */
public record Validation(int epoch, double score, List<Double> objectives) {

  /** Copies the list. */
  public Validation {
    objectives = List.copyOf(objectives);
  }
}
