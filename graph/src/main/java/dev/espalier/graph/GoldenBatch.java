package dev.espalier.graph;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Examples whose answers are known. An export is compared with them before anybody can serve it.
 */
public final class GoldenBatch {
  /** Largest difference allowed, relative to the larger of 1 and the expected number. */
  public static final float TOLERANCE = 1e-5f;

  private final Map<String, RawColumn> examples;
  private final Predictions expected;

  private GoldenBatch(Map<String, RawColumn> examples, Predictions expected) {
    this.examples = examples;
    this.expected = expected;
  }

  /**
   * A batch of these examples.
   *
   * @param examples a column per feature, all of the same number of rows
   * @param expected by task the evaluation's probability, probabilities or value of each example
   * @throws IllegalArgumentException where numbers of rows differ
   */
  public static GoldenBatch of(Map<String, RawColumn> examples, Predictions expected) {
    examples.forEach(
        (name, column) -> {
          if (column.rows() != expected.rows()) {
            throw new IllegalArgumentException(
                "Feature \"%s\" has %d rows, the expected predictions have %d."
                    .formatted(name, column.rows(), expected.rows()));
          }
        });
    return new GoldenBatch(new LinkedHashMap<>(examples), expected);
  }

  /** Number of examples, at least 1. */
  int rows() {
    return expected.rows();
  }

  Predictions expected() {
    return expected;
  }

  /** These examples. */
  Map<String, RawColumn> take(int... rows) {
    Map<String, RawColumn> taken = new LinkedHashMap<>();
    examples.forEach((name, column) -> taken.put(name, column.take(rows)));
    return taken;
  }
}
