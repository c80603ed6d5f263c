package dev.espalier.training.data;

import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Multivalent;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Columns as words, and the words that come most often. */
final class FrequentWords {

  private FrequentWords() {}

  /**
   * At most this many words of these features' columns together, the most frequent first; none
   * after a problem was told.
   */
  static List<String> fit(List<Feature> features, int size, Examples training, Problems problems) {
    Map<String, Integer> frequencies = new HashMap<>();
    for (Feature feature : features) {
      Text text = text(feature, training, problems);
      if (text == null) {
        return List.of();
      }
      int[] counts = text.counts();
      for (int code = 0; code < counts.length; code++) {
        if (counts[code] > 0) {
          frequencies.merge(text.words().get(code), counts[code], Integer::sum);
        }
      }
    }
    List<String> words =
        frequencies.entrySet().stream()
            .sorted(
                Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(size)
            .map(Map.Entry::getKey)
            .toList();
    if (words.isEmpty()) {
      problems.add(
          training.place(features.get(0).name()),
          "no value in " + training.rows() + " rows",
          "at least one word to fit the vocabulary on",
          "Remove the feature, or give its words in the topology");
    }
    return words;
  }

  private static @Nullable Text text(Feature feature, Examples training, Problems problems) {
    if (!(feature instanceof Multivalent)) {
      return column(feature.name(), training, problems);
    }
    Lists lists = ListColumns.words(feature.name(), training, problems);
    return lists == null ? null : (Text) lists.values();
  }

  /** A column as words: text as it is, integers as they are written; null after a problem. */
  static @Nullable Text column(String name, Examples examples, Problems problems) {
    Column column = examples.find(name);
    if (column == null) {
      problems.add(examples.noColumn(name));
      return null;
    }
    if (column instanceof Lists && !column.isEmpty()) {
      problems.add(
          examples.place(name),
          "lists",
          "one text or integer per row",
          "Make the feature multivalent, or name another column");
      return null;
    }
    if (column instanceof Numbers && !column.isEmpty()) {
      // 1.0, 1 and 1e0 are one number and three words: which was written is not known any more.
      problems.add(
          examples.place(name),
          "a column of numbers",
          "text or integers",
          "Read the file with CsvFormat.text(%s) or CsvFormat.of(topology)"
              .formatted(Problems.quote(name)));
      return null;
    }
    return Text.of(column);
  }
}
