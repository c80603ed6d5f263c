package dev.espalier.training.data;

import dev.espalier.dsl.Categorical;
import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Features;
import dev.espalier.dsl.Multivalent;
import dev.espalier.dsl.Sequence;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.RawColumn;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns examples into the raw columns that a served model of a topology is asked with. */
public final class RequestColumns {

  private RequestColumns() {}

  /**
   * A column per feature: numbers with not-a-number where they are missing, ids with -1, texts with
   * the empty text; lists cut or filled up to the most values that they may have.
   *
   * @throws ExamplesException where a column is not there or of another type
   */
  public static Map<String, RawColumn> of(Topology topology, Examples examples) {
    Problems problems = new Problems();
    Map<String, RawColumn> columns = new LinkedHashMap<>();
    for (Feature feature : topology.inputs()) {
      if (feature instanceof Multivalent several) {
        lists(several, examples, problems, columns);
        continue;
      }
      RawColumn column =
          feature.numeric() != null
              ? numbers(feature, examples, problems)
              : category((Categorical) feature, examples, problems);
      if (column != null) {
        columns.put(feature.name(), column);
      }
      if (feature instanceof Sequence sequence) {
        valid(sequence, examples, problems, columns);
      }
    }
    problems.raise();
    return columns;
  }

  /** What says which steps count: the lengths, or the mask. */
  private static void valid(
      Sequence feature, Examples examples, Problems problems, Map<String, RawColumn> columns) {
    StepValidity valid = StepValidity.of(feature, examples, problems);
    if (valid == null || !feature.hasGaps()) {
      return;
    }
    int steps = feature.steps();
    long[] lengths = new long[examples.rows()];
    float[] marks = new float[EncodedExamples.size(examples, lengths.length, steps, "steps")];
    for (int i = 0; i < marks.length; i++) {
      boolean counts = valid.counts(i / steps, i % steps);
      marks[i] = counts ? 1f : 0f;
      lengths[i / steps] += counts ? 1 : 0;
    }
    if (feature.valid() instanceof Sequence.Length length) {
      columns.put(length.column(), RawColumn.ids(lengths));
    } else if (feature.valid() instanceof Sequence.Mask mask) {
      columns.put(mask.column(), RawColumn.vectors(steps, marks));
    }
  }

  private static @Nullable RawColumn numbers(
      Feature feature, Examples examples, Problems problems) {
    NumericColumns columns = NumericColumns.find(feature, examples, problems);
    if (columns == null) {
      return null;
    }
    int width = Objects.requireNonNull(feature.numeric()).components();
    float[] values = new float[EncodedExamples.size(examples, examples.rows(), width, "numbers")];
    for (int i = 0; i < values.length; i++) {
      values[i] = columns.at(i / width, i % width);
    }
    return width == 1 ? RawColumn.numbers(values) : RawColumn.vectors(width, values);
  }

  private static @Nullable RawColumn category(
      Categorical feature, Examples examples, Problems problems) {
    if (feature.coding() instanceof Categorical.Id) {
      return ids(feature.name(), examples, problems);
    } else if (feature.coding() instanceof Categorical.Buckets) {
      return numbers(Features.numeric(feature.name()), examples, problems);
    }
    Text text = FrequentWords.column(feature.name(), examples, problems);
    if (text == null) {
      return null;
    }
    String[] texts = new String[text.rows()];
    for (int row = 0; row < texts.length; row++) {
      texts[row] = text.isMissing(row) ? "" : text.text(row);
    }
    return RawColumn.texts(texts);
  }

  private static void lists(
      Multivalent feature, Examples examples, Problems problems, Map<String, RawColumn> columns) {
    Lists lists = ListCoding.lists(feature, examples, problems);
    if (lists == null) {
      return;
    }
    EncodedExamples.size(examples, examples.rows(), feature.most(), "values");
    columns.put(feature.name(), RequestLists.filled(lists, feature.most()));
    Lists weights = ListCoding.weights(feature, lists, examples, problems);
    if (weights != null) {
      columns.put(
          Objects.requireNonNull(feature.weights()), RequestLists.filled(weights, feature.most()));
    }
  }

  private static @Nullable RawColumn ids(String name, Examples examples, Problems problems) {
    Column column = examples.find(name);
    if (column == null) {
      problems.add(examples.noColumn(name));
      return null;
    }
    long[] ids = new long[examples.rows()];
    for (int row = 0; row < ids.length; row++) {
      if (column.isMissing(row)) {
        ids[row] = -1;
      } else if (column instanceof Text || !WholeNumbers.isWhole(column, row)) {
        problems.add(
            examples.place(row, name),
            column.text(row),
            "an integer",
            "Correct the value, or declare the feature as a vocabulary");
        return null;
      } else {
        ids[row] = WholeNumbers.at(column, row);
      }
    }
    return RawColumn.ids(ids);
  }
}
