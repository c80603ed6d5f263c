package dev.espalier.training.data;

import dev.espalier.dsl.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a table holds for a topology, to be looked at before a training: what each column is for and
 * lacks, how often each label is there and what it says, and what looks like a mistake.
 *
 * @param columns every column of the table, in its order
 * @param labels every label that a task learns from, in the order of the tasks; without tasks that
 *     cannot learn from the table, of which a training tells
 * @param leaks features that say what a label says
 */
public record SchemaReport(List<ReadColumn> columns, List<LabelFacts> labels, List<Leak> leaks) {

  /**
   * A column.
   *
   * @param name of the column
   * @param type as in {@link Examples#describe}
   * @param role what reads it, such as {@code feature age} or {@code label of click}; {@code not
   *     read} where nothing does
   * @param missing share of the rows without a value
   * @param constant whether all its values are one; also where there is none
   */
  public record ReadColumn(
      String name, String type, String role, double missing, boolean constant) {

    /** Whether a feature reads it. */
    public boolean isFeature() {
      return role.startsWith(ColumnRoles.FEATURE);
    }
  }

  /**
   * A label.
   *
   * @param task name of the task
   * @param label name of the column
   * @param there share of the rows that have it, unmasked and with a weight above 0
   * @param mean of those: of yes and no the share of yes; not a number where there are none
   * @param classes shares of the classes; empty where there are none
   */
  public record LabelFacts(
      String task, String label, double there, double mean, List<Double> classes) {

    /** Copies the list. */
    public LabelFacts {
      classes = List.copyOf(classes);
    }

    /** Whether all labels say the same. */
    public boolean isConstant() {
      return classes.contains(1.0);
    }
  }

  /**
   * A feature that would not be there if the label were not known.
   *
   * @param column what the feature reads
   * @param task name of the task
   * @param label name of the label's column
   * @param how {@code equals}, or {@code says the same as} where each of its few values comes with
   *     one value of the label and no other
   */
  public record Leak(String column, String task, String label, String how) {}

  /** Copies the lists. */
  public SchemaReport {
    columns = List.copyOf(columns);
    labels = List.copyOf(labels);
    leaks = List.copyOf(leaks);
  }

  /** What this table holds. */
  public static SchemaReport of(Topology topology, Examples examples) {
    SchemaGathering gathering = new SchemaGathering(topology);
    gathering.add(examples);
    return gathering.finish();
  }

  /**
   * What the files of a stream hold, which are read once; of the columns that the topology reads.
   *
   * @throws ExamplesException where they cannot be read, with the place
   */
  public static SchemaReport of(Topology topology, ExampleStream stream) {
    SchemaGathering gathering = new SchemaGathering(topology);
    try (Chunks chunks = stream.chunksOf(topology, List.of())) {
      stream.files().forEach(file -> chunks.read(file, gathering::add));
    }
    return gathering.finish();
  }

  /** What looks like a mistake, a sentence each. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    for (Leak leak : leaks) {
      warnings.add(
          "column %s %s label %s of task %s in every row: a feature that is not known when the model is asked?"
              .formatted(leak.column(), leak.how(), leak.label(), leak.task()));
    }
    for (ReadColumn column : columns) {
      if (column.isFeature() && column.constant()) {
        warnings.add(
            "column %s has %s: nothing can be learned from it"
                .formatted(
                    column.name(), column.missing() == 1 ? "no value at all" : "one value only"));
      } else if (column.isFeature() && column.missing() > .5) {
        warnings.add(
            String.format(
                Locale.ROOT,
                "column %s is missing in %.0f %% of the rows",
                column.name(),
                100 * column.missing()));
      }
    }
    for (LabelFacts label : labels) {
      if (label.isConstant()) {
        warnings.add(
            "label %s of task %s is %s in every row that has it: there is nothing to tell apart"
                .formatted(label.label(), label.task(), label.mean()));
      }
    }
    return warnings;
  }
}
