package dev.espalier.samples.census;

import dev.espalier.training.data.Column;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.Integers;
import dev.espalier.training.data.Lists;
import dev.espalier.training.data.Numbers;
import java.util.List;
import java.util.stream.IntStream;

/** Columns with several positions, made of those of the table that are of one kind. */
final class CensusPositions {
  /** Where the father, the mother and the person were born: a list in this order. */
  static final String LINE = "line_born_in";

  /** Where the father and the mother were born. */
  static final String PARENTS = "parents_born_in";

  /** Six numbers of money and work, as a picture of two rows. */
  static final String AMOUNTS = "amounts";

  private static final List<String> FAMILY = List.of("father_born_in", "mother_born_in", "born_in");
  private static final List<String> NUMBERS =
      List.of(
          "wage_per_hour",
          "capital_gains",
          "capital_losses",
          "dividends",
          "persons_worked_for",
          "weeks_worked");

  private CensusPositions() {}

  /** The same examples with these columns. */
  static Examples with(Examples examples) {
    return examples
        .with(lists(LINE, FAMILY, examples))
        .with(lists(PARENTS, FAMILY.subList(0, 2), examples))
        .with(matrix(examples));
  }

  private static Lists lists(String name, List<String> columns, Examples examples) {
    List<Column> each = columns.stream().map(examples::column).toList();
    return Lists.of(
        name,
        IntStream.range(0, examples.rows())
            .mapToObj(row -> each.stream().map(column -> column.text(row)).toList())
            .toList());
  }

  private static Numbers matrix(Examples examples) {
    float[] matrix = new float[examples.rows() * NUMBERS.size()];
    List<Column> each = NUMBERS.stream().map(examples::column).toList();
    for (int i = 0; i < matrix.length; i++) {
      Column column = each.get(i % NUMBERS.size());
      int row = i / NUMBERS.size();
      matrix[i] = number(column, row);
    }
    return Numbers.of(AMOUNTS, NUMBERS.size(), matrix);
  }

  private static float number(Column column, int row) {
    return column instanceof Integers integers ? integers.at(row) : ((Numbers) column).at(row);
  }
}
