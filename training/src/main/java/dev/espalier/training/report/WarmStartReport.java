package dev.espalier.training.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a training that began with another one's weights took of them.
 *
 * @param taken names of the weights that were taken whole
 * @param rows tables of rows, of which those were taken that mean the same
 * @param left names of the weights that begin anew, with the reason
 */
public record WarmStartReport(List<String> taken, List<Rows> rows, Map<String, String> left) {

  /**
   * How many rows of a table were taken.
   *
   * @param name of the table
   * @param taken rows that were
   * @param of rows that there are
   */
  public record Rows(String name, int taken, int of) {}

  /** Copies the lists and the map, and keeps its order. */
  public WarmStartReport {
    taken = List.copyOf(taken);
    rows = List.copyOf(rows);
    left = Collections.unmodifiableMap(new LinkedHashMap<>(left));
  }

  /** A sentence on what was taken, and one for each table and for each weight that was not. */
  public String text() {
    StringBuilder text = new StringBuilder("Taken: %d weights.%n".formatted(taken.size()));
    rows.forEach(
        table ->
            text.append(
                "Taken: %d of %d rows of %s.%n"
                    .formatted(table.taken(), table.of(), table.name())));
    left.forEach((name, why) -> text.append("Begins anew: %s (%s).%n".formatted(name, why)));
    return text.toString();
  }
}
