package dev.espalier.training.data;

import dev.espalier.dsl.Categorical.Vocabulary;
import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Multivalent;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The words that come most often in the columns of features that share a vocabulary. Every distinct
 * word is counted, in memory.
 */
final class FrequentWords implements FeatureStatistic {
  private final List<Feature> features;
  private final Vocabulary vocabulary;
  private final Map<String, Long> frequencies = new HashMap<>();
  private boolean failed;

  /** The most frequent words of these features, ties in their own order. */
  FrequentWords(List<Feature> features, Vocabulary vocabulary) {
    this.features = features;
    this.vocabulary = vocabulary;
  }

  @Override
  public void add(Examples part, Problems problems) {
    for (Feature feature : features) {
      Text text = failed ? null : text(feature, part, problems);
      failed = text == null;
      int[] counts = text == null ? new int[0] : text.counts();
      for (int code = 0; text != null && code < counts.length; code++) {
        if (counts[code] > 0) {
          frequencies.merge(text.words().get(code), (long) counts[code], Long::sum);
        }
      }
    }
  }

  @Override
  public void finish(Fitted into, TableFacts table, Problems problems) {
    String name = features.get(0).name();
    if (failed) {
      return;
    }
    if (frequencies.isEmpty()) {
      table.addNoValue(
          name,
          "at least one word to fit the vocabulary on",
          "Remove the feature, or give its words in the topology",
          problems);
    }
    List<String> words =
        frequencies.entrySet().stream()
            .filter(word -> word.getValue() >= vocabulary.atLeast())
            .sorted(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(vocabulary.size())
            .map(Map.Entry::getKey)
            .toList();
    if (words.isEmpty() && !frequencies.isEmpty()) {
      long most = frequencies.values().stream().mapToLong(Long::longValue).max().orElse(0);
      problems.add(
          table.place(name),
          "no word more than %d times in %d rows".formatted(most, table.rows()),
          "a word that comes at least %d times".formatted(vocabulary.atLeast()),
          "Take words that come less often with atLeast, or remove the feature");
    }
    into.vocabularies().put(name, words);
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
