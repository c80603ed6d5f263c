package dev.espalier.training.data;

import dev.espalier.dsl.Problem;

/**
 * How many rows of a table each step of a training takes, where several tables are put {@link
 * Examples#together}.
 *
 * @param examples the table
 * @param perStep its rows per step, at least 1; a table of fewer rows gives all of them to each
 */
public record Portion(Examples examples, int perStep) {

  /**
   * Checks the number.
   *
   * @throws ExamplesException where it is not positive, or the table has no rows or is one of
   *     several already
   */
  public Portion {
    Problems problems = new Problems();
    if (perStep < 1) {
      problems.add(
          new Problem(
              examples.source() + " perStep",
              String.valueOf(perStep),
              "at least 1",
              "Take 64, or leave the table out"));
    }
    requireOneTable(examples, "Examples.together", problems);
    problems.raise();
  }

  /** Tells of a table without rows, and of one that is several already. */
  static void requireOneTable(Examples examples, String by, Problems problems) {
    if (examples.rows() == 0) {
      problems.add(examples.source(), "no rows", "at least one", "Give examples, or leave it out");
    }
    if (examples.portions() != null) {
      problems.add(
          examples.source(),
          "tables that were put together",
          "one table",
          "Give all tables to one " + by);
    }
  }
}
