package dev.espalier.training.data;

import dev.espalier.dsl.Categorical;
import dev.espalier.dsl.Categorical.Id;
import dev.espalier.graph.FittedFeatures;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table of rows that one feature starts with: a column of words or ids, then numbers. */
final class PretrainedRows {
  private final Categorical feature;
  private final Examples rows;
  private final Column keys;
  private final List<Column> numbers;

  PretrainedRows(Categorical feature, Examples rows) {
    this.feature = feature;
    this.rows = rows;
    this.keys = rows.columns().get(0);
    this.numbers = rows.columns().subList(1, rows.columns().size());
  }

  void check(Problems problems) {
    int width = 0;
    for (Column column : numbers) {
      width += column instanceof Numbers matrix ? matrix.width() : 1;
      if (column instanceof Text text) {
        problems.add(
            rows.place(column.name()),
            "a column of " + text.type(),
            "numbers",
            "Remove the column");
      }
    }
    if (width != feature.width()) {
      problems.add(
          "pretrained " + Problems.quote(feature.name()),
          "rows of %d numbers in %s".formatted(width, rows.source()),
          "rows of %d, as the feature has them".formatted(feature.width()),
          "Say embedding(%d) of the feature, or give other rows".formatted(width));
      return;
    }
    Set<String> seen = new HashSet<>();
    for (int row = 0; row < rows.rows() && !problems.full(); row++) {
      row(row, seen, problems);
    }
  }

  private void row(int row, Set<String> seen, Problems problems) {
    String place = rows.place(row, keys.name());
    if (keys.isMissing(row)) {
      problems.add(place, "nothing", "a word or an id", "Remove the row");
    } else if (feature.coding() instanceof Id
        && (keys instanceof Text || !WholeNumbers.isWhole(keys, row))) {
      problems.add(place, Problems.quote(keys.text(row)), "an integer", "Correct the id");
    } else if (!seen.add(keys.text(row))) {
      problems.add(place, Problems.quote(keys.text(row)), "each row once", "Remove one of them");
    }
    for (Column column : numbers) {
      if (!(column instanceof Text) && (column.isMissing(row) || !isFinite(column, row))) {
        problems.add(
            rows.place(row, column.name()),
            column.isMissing(row) ? "nothing" : column.text(row),
            "a finite number",
            "Correct the number, or remove the row");
        return;
      }
    }
  }

  private static boolean isFinite(Column column, int row) {
    for (int c = 0; column instanceof Numbers matrix && c < matrix.width(); c++) {
      if (!Float.isFinite(matrix.at(row, c))) {
        return false;
      }
    }
    return true;
  }

  /** Puts the rows of the categories that the feature knows into its table [rows, dimension]. */
  PretrainedCoverage fill(FittedFeatures fitted, float[] table) {
    int categories = feature.coding().rows() - 1;
    Map<String, Integer> places = null;
    if (!(feature.coding() instanceof Id)) {
      List<String> words = fitted.vocabulary(feature.name());
      categories = words.size();
      places = new HashMap<>();
      for (String word : words) {
        places.put(word, places.size());
      }
    }
    int found = 0;
    for (int row = 0; row < rows.rows(); row++) {
      int place = place(row, places);
      if (place >= 0) {
        copy(row, table, place * feature.width());
        found++;
      }
    }
    return new PretrainedCoverage(feature.name(), categories, found, rows.rows());
  }

  /** The row of the feature's table that this row is for; -1 where the feature knows it not. */
  private int place(int row, @Nullable Map<String, Integer> words) {
    if (words != null) {
      return words.getOrDefault(keys.text(row), -1);
    }
    long id = WholeNumbers.at(keys, row);
    return id >= 0 && id < feature.coding().rows() - 1 ? (int) id : -1;
  }

  private void copy(int row, float[] table, int to) {
    int at = to;
    for (Column column : numbers) {
      if (column instanceof Numbers matrix && matrix.width() > 1) {
        for (int c = 0; c < matrix.width(); c++) {
          table[at++] = matrix.at(row, c);
        }
      } else {
        table[at++] = NumericColumns.number(column, row);
      }
    }
  }
}
