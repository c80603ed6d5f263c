package dev.espalier.training.data;

import dev.espalier.dsl.Categorical;
import dev.espalier.dsl.Categorical.Buckets;
import dev.espalier.dsl.Categorical.Hash;
import dev.espalier.dsl.Categorical.Id;
import dev.espalier.dsl.Categorical.Vocabulary;
import dev.espalier.dsl.PositionBias;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.plan.InputSlots;
import dev.espalier.graph.Bucketing;
import dev.espalier.graph.FittedFeatures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Fills the matrix of row numbers [rows, m], one categorical feature after another. */
final class CategoryCoding {
  private final Examples examples;
  private final int[] ids;
  private final int width;
  private final InputSlots slots;
  private final Problems problems;
  private final Dictionaries dictionaries;
  private final List<Supplier<HashCollisions>> collisions = new ArrayList<>();
  private int slot;

  /** Fills rows of so many columns, those of the features first. */
  CategoryCoding(
      Examples examples,
      int[] ids,
      int width,
      InputSlots slots,
      Dictionaries dictionaries,
      Problems problems) {
    this.dictionaries = dictionaries;
    this.examples = examples;
    this.ids = ids;
    this.width = width;
    this.slots = slots;
    this.problems = problems;
  }

  /** Fills the column of the next categorical feature. */
  void add(Categorical feature, FittedFeatures fitted) {
    slot = slots.ids(feature).first();
    if (feature.coding() instanceof Id id) {
      fillIds(feature.name(), id.size());
    } else if (feature.coding() instanceof Vocabulary vocabulary) {
      fillWords(feature.name(), dictionaries.words(feature, fitted), vocabulary.size(), null);
    } else if (feature.coding() instanceof Buckets buckets) {
      fillBuckets(
          feature.name(), new Bucketing(fitted.boundaries(feature.rowsOf())), buckets.size());
    } else if (feature.coding() instanceof Hash hash) {
      ToIntFunction<String> bucket = dictionaries.words(feature, fitted);
      fillWords(feature.name(), bucket, bucket.applyAsInt(""), hash);
    }
  }

  /** From a word to its row. */
  static ToIntFunction<String> words(Categorical feature, FittedFeatures fitted) {
    if (feature.coding() instanceof Vocabulary vocabulary) {
      List<String> words = fitted.vocabulary(feature.rowsOf());
      if (words.size() > vocabulary.size()) {
        throw new IllegalArgumentException(
            "Feature \"%s\" has room for %d words and was fitted with %d."
                .formatted(feature.name(), vocabulary.size(), words.size()));
      }
      Map<String, Integer> rows = new HashMap<>();
      words.forEach(word -> rows.put(word, rows.size()));
      return word -> rows.getOrDefault(word, vocabulary.size());
    }
    int buckets = ((Hash) feature.coding()).buckets();
    return word -> HashBucket.of(word, buckets);
  }

  private void fillBuckets(String name, Bucketing bucketing, int missing) {
    Column column = NumericColumns.single(name, examples, problems);
    if (column == null) {
      return;
    }
    for (int row = 0; row < examples.rows(); row++) {
      float value = NumericColumns.number(column, row);
      if (Float.isInfinite(value)) {
        problems.add(NumericColumns.infinite(examples.place(row, name), value));
        return;
      }
      set(row, Float.isNaN(value) ? missing : bucketing.bucket(value));
    }
  }

  /** Fills the column of the positions of a task that has a tower on them. */
  void positions(Task task, PositionBias bias) {
    slot = slots.position(task).first();
    fillIds(bias.column(), bias.positions());
  }

  /**
   * Fills the column of the groups: a number for each word of this column, -1 where it has none.
   */
  void groups(String name) {
    Column column = examples.find(name);
    if (column == null) {
      problems.add(examples.noColumn(name));
      return;
    }
    slot = slots.group().first();
    Text text = Text.of(column);
    for (int row = 0; row < examples.rows(); row++) {
      set(row, text.code(row));
    }
  }

  private void fillIds(String name, int size) {
    Column column = NumericColumns.single(name, examples, problems);
    if (column == null) {
      return;
    }
    for (int row = 0; row < examples.rows(); row++) {
      long id = WholeNumbers.MISSING;
      if (!column.isMissing(row)) {
        if (!WholeNumbers.isWhole(column, row)) {
          problems.add(
              examples.place(row, name),
              column.text(row),
              "an integer (of a column of float32 numbers, at most 16,777,216)",
              "Correct the value, or read the column as text and make it a vocabulary feature");
          return;
        }
        id = WholeNumbers.at(column, row);
      }
      set(row, id >= 0 && id < size ? (int) id : size);
    }
  }

  /** How the values of the hashed features filled so far fall into their buckets. */
  List<HashCollisions> collisions() {
    return collisions.stream().map(Supplier::get).toList();
  }

  private void fillWords(
      String name, ToIntFunction<String> coding, int missing, @Nullable Hash hash) {
    Text text = FrequentWords.column(name, examples, problems);
    if (text == null) {
      return;
    }
    int[] rowOfCode = text.words().stream().mapToInt(coding).toArray();
    int[] counts = new int[rowOfCode.length];
    for (int row = 0; row < examples.rows(); row++) {
      int code = text.code(row);
      if (code >= 0) {
        counts[code]++;
      }
      set(row, code < 0 ? missing : rowOfCode[code]);
    }
    if (hash != null) {
      collisions.add(() -> HashCollisions.of(name, hash.buckets(), text.words(), counts));
    }
  }

  private void set(int row, int id) {
    ids[row * width + slot] = id;
  }
}
