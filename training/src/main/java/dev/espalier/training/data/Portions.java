package dev.espalier.training.data;

import java.util.Arrays;
import java.util.List;

/**
 * Which table each row came from, and how many rows of each a step of a training takes, or by which
 * weights its rows are drawn.
 */
final class Portions {
  private final List<Integer> perStep;
  private final List<Double> shares;
  private final int[] tables;

  /**
   * The tables of these rows.
   *
   * @param perStep rows of each table
   * @param tables for each row the place of its table
   */
  Portions(List<Integer> perStep, int[] tables) {
    this(perStep, List.of(), tables);
  }

  private Portions(List<Integer> perStep, List<Double> shares, int[] tables) {
    this.perStep = List.copyOf(perStep);
    this.shares = List.copyOf(shares);
    this.tables = tables;
  }

  /** The tables of rows that are drawn by these weights of the tables. */
  static Portions drawn(List<Double> shares, int[] tables) {
    return new Portions(List.of(), shares, tables);
  }

  /** The place of the table of a row. */
  int table(int row) {
    return tables[row];
  }

  /** Number of tables. */
  int count() {
    return perStep.size() + shares.size();
  }

  /** Weights of the tables; empty where a step takes so many rows of each. */
  List<Double> shares() {
    return shares;
  }

  /** Rows of each table that a step takes; empty where they are drawn. */
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
    return new Portions(perStep, shares, Arrays.stream(rows).map(row -> tables[row]).toArray());
  }
}
