package dev.espalier.training.data;

import dev.espalier.dsl.Categorical;
import dev.espalier.dsl.Categorical.Id;
import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Positioned;
import dev.espalier.dsl.Sequence;
import dev.espalier.dsl.Target;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The columns that a topology reads of a file, and what their cells may be, whatever the rest of
 * the file looks like.
 */
final class StreamColumns {

  private StreamColumns() {}

  /** The columns by name; {@code format} has those of text and of numbers already. */
  static Map<String, CellKinds> of(Topology topology, CsvFormat format) {
    Map<String, CellKinds> columns = new LinkedHashMap<>();
    topology.inputs().forEach(feature -> add(feature, columns));
    topology.tasksWithLoss().forEach(task -> add(task, columns));
    format.numbers().forEach(name -> columns.put(name, CellKinds.NUMBERS));
    format.text().forEach(name -> columns.put(name, CellKinds.TEXT));
    return columns;
  }

  private static void add(Feature feature, Map<String, CellKinds> columns) {
    boolean id = feature instanceof Categorical category && category.coding() instanceof Id;
    if (id) {
      columns.put(feature.name(), CellKinds.FIGURES);
    } else if (feature instanceof Positioned) {
      columns.put(feature.name(), CellKinds.ANY); // a list per row
    }
    if (feature instanceof Sequence sequence
        && sequence.valid() instanceof Sequence.Length length) {
      columns.put(length.column(), CellKinds.FIGURES);
    }
  }

  private static void add(Task task, Map<String, CellKinds> columns) {
    boolean figures =
        task.target() instanceof Target.Multiclass
            || task.target() instanceof Target.Ordinal
            || task.target() instanceof Target.Count;
    task.labels()
        .forEach(label -> add(label, figures ? CellKinds.FIGURES : CellKinds.ANY, columns));
    add(task.mask(), CellKinds.ANY, columns);
    add(task.exampleWeight(), CellKinds.FIGURES, columns);
    if (task.positionBias() != null) {
      add(task.positionBias().column(), CellKinds.FIGURES, columns);
    }
  }

  /** What is read in two ways has to do for both. */
  private static void add(
      @Nullable String column, CellKinds kinds, Map<String, CellKinds> columns) {
    if (column != null) {
      columns.merge(column, kinds, (one, other) -> one == other ? one : CellKinds.ANY);
    }
  }
}
