package dev.espalier.training.data;

/**
 * A table that was read part by part.
 *
 * @param source where it came from, such as the name of a file
 * @param rows how many rows it has
 */
record TableFacts(String source, long rows) {

  /** That a column, of which a number or word is needed, has none. */
  void addNoValue(String column, String allowed, String hint, Problems problems) {
    problems.add(place(column), "no value in " + rows + " rows", allowed, hint);
  }

  /** Where a column came from. */
  String place(String column) {
    return source + ", column " + Problems.quote(column);
  }
}
