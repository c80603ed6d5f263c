package dev.espalier.training.data;

import dev.espalier.dsl.Categorical;
import dev.espalier.dsl.Categorical.Id;
import dev.espalier.dsl.Multivalent;
import dev.espalier.dsl.plan.InputSlots;
import dev.espalier.graph.FittedFeatures;
import java.util.function.IntUnaryOperator;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fills row numbers and weights of features with several values per example. */
final class ListCoding {
  private static final Logger LOG = LoggerFactory.getLogger(Encoding.class);

  /** What is no value of a list. */
  private static final int NONE = -1;

  private final Examples examples;
  private final float[] numbers;
  private final int[] ids;
  private final int idWidth;
  private final InputSlots slots;
  private final Dictionaries dictionaries;
  private final Problems problems;

  ListCoding(
      Examples examples,
      float[] numbers,
      int[] ids,
      int idWidth,
      InputSlots slots,
      Dictionaries dictionaries,
      Problems problems) {
    this.dictionaries = dictionaries;
    this.examples = examples;
    this.numbers = numbers;
    this.ids = ids;
    this.idWidth = idWidth;
    this.slots = slots;
    this.problems = problems;
  }

  /** Fills the columns of this feature, and logs how many lists are too long for them. */
  void add(Multivalent feature, FittedFeatures fitted) {
    Lists lists = lists(feature, examples, problems);
    if (lists == null) {
      return;
    }
    int first = slots.ids(feature).first();
    IntUnaryOperator rows = rows(feature.each(), lists.values(), fitted);
    int cut = 0;
    for (int row = 0; row < lists.rows(); row++) {
      int length = lists.length(row);
      cut += length > feature.most() ? 1 : 0;
      for (int i = 0; i < feature.most(); i++) {
        int at = lists.start(row) + i;
        boolean value = i < length && !lists.values().isMissing(at);
        ids[row * idWidth + first + i] = value ? rows.applyAsInt(at) : NONE;
      }
    }
    if (cut > 0 && dictionaries.tellsFirst(feature.name())) {
      LOG.warn(
          "Feature \"{}\": {} of {} examples have more than {} values; their first {} are taken.",
          feature.name(),
          cut,
          lists.rows(),
          feature.most(),
          feature.most());
    }
    Lists weights = weights(feature, lists, examples, problems);
    if (weights != null) {
      weights(feature, weights);
    }
  }

  private void weights(Multivalent feature, Lists weights) {
    Numbers values = (Numbers) weights.values();
    int first = slots.weights(feature).first();
    int firstId = slots.ids(feature).first();
    for (int row = 0; row < weights.rows(); row++) {
      for (int i = 0; i < Math.min(feature.most(), weights.length(row)); i++) {
        float weight = values.at(weights.start(row) + i);
        boolean counts = weight > 0 && ids[row * idWidth + firstId + i] != NONE;
        numbers[row * slots.numberCount() + first + i] = counts ? weight : 0;
      }
    }
  }

  /** The lists of a feature, of integers or of texts; null after a problem was told. */
  static @Nullable Lists lists(Multivalent feature, Examples examples, Problems problems) {
    return feature.each().coding() instanceof Id
        ? ListColumns.ids(feature.name(), examples, problems)
        : ListColumns.words(feature.name(), examples, problems);
  }

  /** The weights of these lists; null where they have none, or after a problem was told. */
  static @Nullable Lists weights(
      Multivalent feature, Lists lists, Examples examples, Problems problems) {
    String column = feature.weights();
    Lists weights = column == null ? null : ListColumns.numbers(column, examples, problems);
    if (weights == null || column == null) {
      return null;
    }
    for (int row = 0; row < lists.rows(); row++) {
      if (weights.length(row) != lists.length(row)) {
        problems.add(
            examples.place(row, column),
            weights.length(row) + " weights for " + lists.length(row) + " values",
            "as many weights as values of " + Problems.quote(feature.name()),
            "Give each value a weight; nothing between two | is a weight of 0");
        return null;
      }
    }
    return weights;
  }

  /** From the place of a value to its row. */
  private IntUnaryOperator rows(Categorical each, Column values, FittedFeatures fitted) {
    if (each.coding() instanceof Id id) {
      Integers integers = (Integers) values;
      return at -> {
        long value = integers.at(at);
        return value < 0 ? NONE : (int) Math.min(value, id.size());
      };
    }
    ToIntFunction<String> coding = dictionaries.words(each, fitted);
    Text text = (Text) values;
    int[] rowOfCode = text.words().stream().mapToInt(coding).toArray();
    return at -> rowOfCode[text.code(at)];
  }
}
