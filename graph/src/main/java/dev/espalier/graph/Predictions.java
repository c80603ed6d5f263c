package dev.espalier.graph;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Numbers per example and output: what a model answers, or what it is expected to answer. */
public final class Predictions {
  private final int rows;
  private final Map<String, float[]> values;

  private Predictions(int rows, Map<String, float[]> values) {
    this.rows = rows;
    this.values = values;
  }

  /**
   * Predictions of these numbers, row by row.
   *
   * @param values by output or task [rows, width], the width being what the length comes to
   * @throws IllegalArgumentException where a length is not a multiple of the rows
   */
  public static Predictions of(int rows, Map<String, float[]> values) {
    Map<String, float[]> copies = new LinkedHashMap<>();
    values.forEach(
        (name, numbers) -> {
          if (rows < 1 || numbers.length == 0 || numbers.length % rows != 0) {
            throw new IllegalArgumentException(
                "Output \"%s\" has %d numbers for %d rows.".formatted(name, numbers.length, rows));
          }
          copies.put(name, numbers.clone());
        });
    return new Predictions(rows, copies);
  }

  /** Number of examples. */
  public int rows() {
    return rows;
  }

  /** Names of the outputs, in the order of the signature. */
  public Set<String> outputs() {
    return Collections.unmodifiableSet(values.keySet());
  }

  /** Numbers per example: classes of a multiclass task, 1 of others. */
  public int width(String output) {
    return find(output).length / rows;
  }

  /** A number of an example. */
  public float value(String output, int row, int column) {
    int width = width(output);
    if (row < 0 || row >= rows || column < 0 || column >= width) {
      throw new IndexOutOfBoundsException(
          "Output \"%s\" is [%d, %d]; received row %d, column %d."
              .formatted(output, rows, width, row, column));
    }
    return find(output)[row * width + column];
  }

  /** The only number of an example; the first one where there are several. */
  public float value(String output, int row) {
    return value(output, row, 0);
  }

  /** A copy of all numbers of an output, example by example. */
  public float[] values(String output) {
    return find(output).clone();
  }

  /** Those of these examples. */
  Predictions take(int... taken) {
    Map<String, float[]> some = new LinkedHashMap<>();
    values.forEach(
        (name, all) -> {
          int width = all.length / rows;
          float[] own = new float[taken.length * width];
          for (int i = 0; i < taken.length; i++) {
            System.arraycopy(all, taken[i] * width, own, i * width, width);
          }
          some.put(name, own);
        });
    return new Predictions(taken.length, some);
  }

  private float[] find(String output) {
    float[] found = values.get(output);
    if (found == null) {
      throw new IllegalArgumentException(
          "No output \"%s\"; the outputs are %s.".formatted(output, values.keySet()));
    }
    return found;
  }
}
