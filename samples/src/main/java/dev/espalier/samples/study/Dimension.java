package dev.espalier.samples.study;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that differs from trial to trial.
 *
 * @param name of its column in tables
 * @param places in the topology that it sets, all to the same value; empty for an option
 * @param option of {@code train} that it sets, without dashes; null for places in the topology
 * @param values what it can be
 */
public record Dimension(
    String name, List<JsonPointer> places, @Nullable String option, Values values) {

  /** Copies the list. */
  public Dimension {
    places = List.copyOf(places);
  }
}
