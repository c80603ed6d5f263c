package dev.espalier.training.data;

import java.util.Arrays;
import java.util.List;

/** Which table each row came from, and how many rows of each a step of a training takes. */
final class Portions {
  private final List<Integer> perStep;
  private final int[] tables;

  /**
   * The tables of these rows.
   *
   * @param perStep rows of each table
   * @param tables for each row the place of its table
   */
  Portions(List<Integer> perStep, int[] tables) {
    this.perStep = List.copyOf(perStep);
    this.tables = tables;
  }

  /** The place of the table of a row. */
  int table(int row) {
    return tables[row];
  }

  /** Number of tables. */
  int count() {
    return perStep.size();
  }

  /** Rows of each table that a step takes. */
  List<Integer> perStep() {
    return perStep;
  }

  /** Rows of a table that a step takes. */
  int perStep(int table) {
    return perStep.get(table);
  }

  /** The rows of a table, in order. */
  int[] rows(int table) {
    int[] rows = new int[tables.length];
    int count = 0;
    for (int row = 0; row < tables.length; row++) {
      if (tables[row] == table) {
        rows[count++] = row;
      }
    }
    return Arrays.copyOf(rows, count);
  }

  /** The same of these rows. */
  Portions take(int[] rows) {
    return new Portions(perStep, Arrays.stream(rows).map(row -> tables[row]).toArray());
  }
}
