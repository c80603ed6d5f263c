package dev.espalier.training.data;

import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import dev.espalier.training.data.SchemaReport.Leak;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks for features that say what a label says. */
final class LeakSearch {

  /** Rows per distinct value from which a correspondence of values is no accident. */
  private static final int ROWS_PER_VALUE = 10;

  /** Distinct values up to which a correspondence is looked for: memory is not for this. */
  private static final int MOST_VALUES = 1 << 16;

  private final Topology topology;
  private final ColumnRoles roles;
  private final Map<Pair, Correspondence> pairs = new LinkedHashMap<>();

  LeakSearch(Topology topology, ColumnRoles roles) {
    this.topology = topology;
    this.roles = roles;
  }

  private record Pair(Task task, String label, String feature) {}

  /** What a feature and a label say in the same rows, so far. */
  private static final class Correspondence {
    private final Map<String, String> ofFeature = new HashMap<>();
    private final Map<String, String> ofLabel = new HashMap<>();
    private boolean equal = true;
    private boolean same = true;
    private boolean varies;
    private @Nullable String first;
    private long both;

    void add(Column feature, Column label) {
      for (int row = 0; row < feature.rows() && (same || equal); row++) {
        if (!feature.isMissing(row) && !label.isMissing(row)) {
          add(canonical(feature, row), canonical(label, row));
        }
      }
    }

    private void add(String value, String says) {
      both++;
      equal &= value.equals(says);
      first = first == null ? says : first;
      varies |= !says.equals(first);
      same =
          same
              && ofLabel.size() < MOST_VALUES
              && says.equals(ofFeature.merge(value, says, (one, other) -> one))
              && value.equals(ofLabel.merge(says, value, (one, other) -> one));
      if (!same) {
        ofFeature.clear();
        ofLabel.clear();
      }
    }

    @Nullable String how() {
      if (!varies) {
        return null;
      }
      boolean few = (long) ofLabel.size() * ROWS_PER_VALUE <= both;
      return equal ? "equals" : same && few ? "says the same as" : null;
    }
  }

  /** Takes note of a part. */
  void add(Examples part) {
    for (Task task : LabelRates.there(topology, part)) {
      for (String label : task.labels()) {
        for (Column feature : part.columns()) {
          if (roles.isFeature(feature.name()) && !(feature instanceof Lists)) {
            pairs
                .computeIfAbsent(new Pair(task, label, feature.name()), any -> new Correspondence())
                .add(feature, part.column(label));
          }
        }
      }
    }
  }

  /** The features that say what a label says. */
  List<Leak> finish() {
    List<Leak> leaks = new ArrayList<>();
    pairs.forEach(
        (pair, found) -> {
          String how = found.how();
          String said = pair.feature.equals(pair.label) ? "equals" : how;
          if (said != null) {
            leaks.add(new Leak(pair.feature, pair.task.name(), pair.label, said));
          }
        });
    return leaks;
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
