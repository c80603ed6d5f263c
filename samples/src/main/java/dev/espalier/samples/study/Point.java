package dev.espalier.samples.study;

import java.util.List;

/**
 * What one trial tries.
 *
 * @param trial number of the trial, from 1
 * @param values of each dimension, in their order
 */
public record Point(int trial, List<Drawn> values) {

  /** Copies the list. */
  public Point {
    values = List.copyOf(values);
  }

  /** What tables call the values. */
  public List<String> labels() {
    return values.stream().map(Drawn::label).toList();
  }
}
