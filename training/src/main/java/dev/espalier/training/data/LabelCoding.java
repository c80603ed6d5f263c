package dev.espalier.training.data;

import dev.espalier.dsl.Task;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fills the matrices of labels and weights [label columns, rows]. */
final class LabelCoding {
  private final Examples examples;
  private final Problems problems;
  private final float[] labels;
  private final float[] weights;
  private final LabelTotals totals;

  /**
   * Codes the labels of these tasks; of those without a loss there are none, and zeros stay.
   *
   * @param totals where it takes note of what they weigh
   */
  LabelCoding(
      Examples examples,
      List<Task> tasks,
      List<Task> learned,
      LabelTotals totals,
      Problems problems) {
    this.totals = totals;
    this.examples = examples;
    this.problems = problems;
    int columns = tasks.stream().mapToInt(task -> task.labels().size()).sum();
    int size = EncodedExamples.size(examples, examples.rows(), columns, "labels");
    labels = new float[size];
    weights = new float[size];
    Arrays.fill(weights, 1f);
    int offset = 0;
    for (Task task : tasks) {
      for (String label : task.labels()) {
        if (learned.contains(task)) {
          fill(task, label, offset);
        }
        offset += examples.rows();
      }
    }
  }

  float[] labels() {
    return labels;
  }

  /** The weights, or null where all of them are 1. */
  float @Nullable [] weights() {
    for (float weight : weights) {
      if (weight != 1f) {
        return weights;
      }
    }
    return null;
  }

  private void fill(Task task, String label, int offset) {
    if (task.mask() != null) {
      weigh(task.mask(), label, offset, true);
    }
    if (task.exampleWeight() != null) {
      weigh(task.exampleWeight(), label, offset, false);
    }
    Column column = examples.find(label);
    if (column == null) {
      problems.add(examples.noColumn(label));
      return;
    }
    LabelReading reading = LabelReading.of(task.target(), column);
    double sum = 0;
    for (int row = 0; row < examples.rows(); row++) {
      // A masked label is not even looked at: it may hold anything.
      if (column.isMissing(row) || weights[offset + row] == 0) {
        weights[offset + row] = 0;
        continue;
      }
      float value = reading.at(row);
      if (!Float.isFinite(value)) {
        problems.add(
            examples.place(row, column.name()),
            Problems.quote(column.text(row)),
            reading.allowed() + ", as a label of task " + Problems.quote(task.name()),
            "Correct the label, leave it empty, or mask it");
        return;
      }
      labels[offset + row] = value;
      sum += weights[offset + row];
    }
    totals.add(task, label, sum);
  }

  /** Multiplies a column of masks or of example weights into the weights. */
  private void weigh(String name, String label, int offset, boolean mask) {
    Column column = examples.find(name);
    if (column == null) {
      problems.add(examples.noColumn(name));
      return;
    }
    LabelReading reading = mask ? LabelReading.flag(column) : LabelReading.number(column);
    for (int row = 0; row < examples.rows(); row++) {
      if (examples.origins().lacks(row, name) && examples.origins().lacks(row, label)) {
        weights[offset + row] = 0; // a table of other tasks
        continue;
      }
      float factor = column.isMissing(row) ? Float.NaN : reading.at(row);
      if (!(factor >= 0 && factor < Float.POSITIVE_INFINITY)) {
        problems.add(
            examples.place(row, name),
            column.isMissing(row) ? "a missing value" : Problems.quote(column.text(row)),
            mask ? "0 or 1, as a mask" : "a finite number that is not negative, as a weight",
            mask ? "Write 0 where the label is missing" : "Write 0 to leave an example out");
        return;
      }
      weights[offset + row] *= factor;
    }
  }
}
