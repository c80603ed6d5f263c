package dev.espalier.training.data;

import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import dev.espalier.training.data.SchemaReport.Leak;
import dev.espalier.training.data.SchemaReport.ReadColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks for features that say what a label says. */
final class LeakSearch {

  /** Rows per distinct value from which a correspondence of values is no accident. */
  private static final int ROWS_PER_VALUE = 10;

  private LeakSearch() {}

  static List<Leak> of(Topology topology, Examples examples, List<ReadColumn> columns) {
    List<Leak> leaks = new ArrayList<>();
    for (Task task : LabelRates.there(topology, examples)) {
      for (String label : task.labels()) {
        for (ReadColumn read : columns) {
          Column feature = examples.column(read.name());
          if (read.isFeature() && !(feature instanceof Lists)) {
            String how =
                read.name().equals(label) ? "equals" : how(feature, examples.column(label));
            if (how != null) {
              leaks.add(new Leak(read.name(), task.name(), label, how));
            }
          }
        }
      }
    }
    return leaks;
  }

  private static @Nullable String how(Column feature, Column label) {
    Map<String, String> ofFeature = new HashMap<>();
    Map<String, String> ofLabel = new HashMap<>();
    boolean equal = true;
    boolean same = true;
    int both = 0;
    // What is equal in every row says the same.
    for (int row = 0; row < feature.rows() && same; row++) {
      if (feature.isMissing(row) || label.isMissing(row)) {
        continue;
      }
      both++;
      String value = canonical(feature, row);
      String says = canonical(label, row);
      equal &= value.equals(says);
      same =
          says.equals(ofFeature.merge(value, says, (one, other) -> one))
              && value.equals(ofLabel.merge(says, value, (one, other) -> one));
    }
    int values = ofLabel.size();
    if (!same || values < 2) {
      return null;
    }
    boolean few = (long) values * ROWS_PER_VALUE <= both;
    return equal ? "equals" : few ? "says the same as" : null;
  }

  /** 1 and 1.0 are equal, whichever type their columns have. */
  private static String canonical(Column column, int row) {
    if (column instanceof Integers integers) {
      return Float.toString(integers.at(row));
    }
    return column instanceof Numbers numbers && numbers.width() == 1
        ? Float.toString(numbers.at(row) + 0f)
        : column.text(row);
  }
}
