package dev.espalier.training.data;

import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Features;
import dev.espalier.dsl.Sequence;
import org.jspecify.annotations.Nullable;

/** Which steps of the sequences of a table count. */
@FunctionalInterface
interface StepValidity {

  /** Whether this step counts, from 0. */
  boolean counts(int row, int step);

  /**
   * That of a feature; every position counts of all but sequences. Null after a problem was told.
   */
  static @Nullable StepValidity of(Feature feature, Examples examples, Problems problems) {
    if (feature instanceof Sequence sequence) {
      if (sequence.valid() instanceof Sequence.Length length) {
        return first(length.column(), examples, problems);
      } else if (sequence.valid() instanceof Sequence.Mask mask) {
        NumericColumns marks =
            NumericColumns.find(
                Features.numeric(mask.column(), sequence.steps()), examples, problems);
        return marks == null ? null : (row, step) -> marks.at(row, step) > 0;
      }
    }
    return (row, step) -> true;
  }

  private static @Nullable StepValidity first(String name, Examples examples, Problems problems) {
    Column column = NumericColumns.single(name, examples, problems);
    if (column == null) {
      return null;
    }
    long[] lengths = new long[examples.rows()];
    for (int row = 0; row < lengths.length; row++) {
      if (!column.isMissing(row)) {
        if (!WholeNumbers.isWhole(column, row)) {
          problems.add(
              examples.place(row, name),
              column.text(row),
              "a whole number of steps",
              "Correct the value, or make it missing for none");
          return null;
        }
        lengths[row] = WholeNumbers.at(column, row);
      }
    }
    return (row, step) -> step < lengths[row];
  }
}
