package dev.espalier.training.data;

import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Multivalent;
import dev.espalier.dsl.Sequence;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What columns of a table are for in a topology. */
final class ColumnRoles {
  static final String FEATURE = "feature ";
  private static final String NONE = "not read";

  private final Map<String, String> roles = new LinkedHashMap<>();

  ColumnRoles(Topology topology) {
    for (Feature feature : topology.inputs()) {
      add(feature.name(), FEATURE + feature.name());
      if (feature instanceof Multivalent several) {
        add(several.weights(), "weights of " + feature.name());
      } else if (feature instanceof Sequence sequence) {
        if (sequence.valid() instanceof Sequence.Length length) {
          add(length.column(), "length of " + feature.name());
        } else if (sequence.valid() instanceof Sequence.Mask mask) {
          add(mask.column(), "mask of " + feature.name());
        }
      }
    }
    for (Task task : topology.tasks()) {
      task.labels().forEach(label -> add(label, "label of " + task.name()));
      add(task.mask(), "mask of " + task.name());
      add(task.exampleWeight(), "weight of " + task.name());
      if (task.positionBias() != null) {
        add(task.positionBias().column(), "position of " + task.name());
      }
    }
    add(topology.group(), "group");
  }

  /** A column that two read is told of for both. */
  private void add(@Nullable String column, String role) {
    if (column != null) {
      roles.merge(column, role, (one, other) -> one.contains(other) ? one : one + ", " + other);
    }
  }

  /** Names of columns that are read, a vector's being that of its feature. */
  Set<String> columns() {
    return roles.keySet();
  }

  /** Whether a feature reads a column. */
  boolean isFeature(String column) {
    return role(column).startsWith(FEATURE);
  }

  /** What reads a column, in words. */
  String role(String column) {
    // x of width 3 may be read from x_0, x_1 and x_2.
    String vector = column.replaceFirst("_(0|[1-9][0-9]*)$", "");
    return roles.getOrDefault(column, roles.getOrDefault(vector, NONE));
  }
}
