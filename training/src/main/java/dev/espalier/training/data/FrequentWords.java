package dev.espalier.training.data;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Columns as words, and the words that come most often. */
final class FrequentWords {

  private FrequentWords() {}

  /** At most this many words, the most frequent first; none after a problem was told. */
  static List<String> fit(String feature, int size, Examples training, Problems problems) {
    Text text = column(feature, training, problems);
    if (text == null) {
      return List.of();
    }
    int[] counts = text.counts();
    List<String> words =
        IntStream.range(0, counts.length)
            .filter(code -> counts[code] > 0)
            .boxed()
            .sorted(
                Comparator.comparingInt((Integer code) -> -counts[code])
                    .thenComparing(text.words()::get))
            .limit(size)
            .map(text.words()::get)
            .toList();
    if (words.isEmpty()) {
      problems.add(
          training.place(feature),
          "no value in " + training.rows() + " rows",
          "at least one word to fit the vocabulary on",
          "Remove the feature, or give its words in the topology");
    }
    return words;
  }

  /** A column as words: text as it is, integers as they are written; null after a problem. */
  static @Nullable Text column(String name, Examples examples, Problems problems) {
    Column column = examples.find(name);
    if (column == null) {
      problems.add(examples.noColumn(name));
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
