package dev.espalier.training.data;

/**
 * How often the examples of a training are of a table, where several tables are {@link
 * Examples#mixed}.
 *
 * @param examples the table
 * @param weight its weight beside those of the others, positive
 */
public record Share(Examples examples, double weight) {

  /**
   * Checks the weight.
   *
   * @throws ExamplesException where it is not positive and finite, or the table has no rows or is
   *     one of several already
   */
  public Share {
    Problems problems = new Problems();
    if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
      problems.add(
          examples.source() + " share",
          String.valueOf(weight),
          "a positive number",
          "Take 1, or leave the table out");
    }
    Portion.requireOneTable(examples, "Examples.mixed", problems);
    problems.raise();
  }
}
