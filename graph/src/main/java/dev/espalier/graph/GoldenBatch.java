package dev.espalier.graph;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Examples whose answers are known. An export is compared with them before anybody can serve it.
 */
public final class GoldenBatch {
  /** Largest difference allowed, relative to the larger of 1 and the expected number. */
  public static final float TOLERANCE = 1e-5f;

  /** Factor on what the last bits of the numbers change. */
  private static final int AMPLIFIED = 8;

  private final Map<String, RawColumn> examples;
  private final Predictions expected;
  private final Predictions nudged;

  private GoldenBatch(Map<String, RawColumn> examples, Predictions expected, Predictions nudged) {
    this.examples = examples;
    this.expected = expected;
    this.nudged = nudged;
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
    return new GoldenBatch(new LinkedHashMap<>(examples), expected, expected);
  }

  /**
   * The same batch, where the model is known to amplify what float32 rounds: an answer may differ
   * by 8 times what the last bits of the numbers changed, if that is more.
   *
   * @param nudged what the evaluation says where the numbers of the examples differ in their last
   *     bits
   */
  public GoldenBatch nudged(Predictions nudged) {
    return new GoldenBatch(examples, expected, nudged);
  }

  /**
   * The same batch without some examples, such as those of whom rounding decides where they leave a
   * cascade; all of it where none would be left.
   */
  public GoldenBatch only(IntPredicate kept) {
    int[] rows = IntStream.range(0, rows()).filter(kept).toArray();
    return rows.length == 0
        ? this
        : new GoldenBatch(take(rows), expected.take(rows), nudged.take(rows));
  }

  /** How far an answer may be from that expected of this task. */
  float allowed(String task, int row, int component) {
    float wanted = expected.value(task, row, component);
    float moved = Math.abs(nudged.value(task, row, component) - wanted);
    float usual = TOLERANCE * Math.max(1, Math.abs(wanted));
    return Float.isFinite(moved) ? Math.max(usual, AMPLIFIED * moved) : usual;
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
