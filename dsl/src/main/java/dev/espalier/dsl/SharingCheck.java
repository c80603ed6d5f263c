package dev.espalier.dsl;

import dev.espalier.dsl.Categorical.Embedding;
import dev.espalier.dsl.Categorical.SharedEmbedding;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rules for features that read the rows of another. */
final class SharingCheck {
  private final List<Feature> inputs;
  private final Problems problems;

  SharingCheck(List<Feature> inputs, Problems problems) {
    this.inputs = inputs;
    this.problems = problems;
  }

  void run() {
    for (int i = 0; i < inputs.size(); i++) {
      Categorical reader = inputs.get(i).category();
      if (reader != null && reader.encoding() instanceof SharedEmbedding shared) {
        reader("topology.inputs[" + i + "]", reader, shared);
      }
    }
  }

  private void reader(String path, Categorical reader, SharedEmbedding shared) {
    Feature named = find(shared.of());
    Categorical owner = named == null ? null : named.category();
    if (!(owner != null && owner.encoding() instanceof Embedding embedding)) {
      problems.add(
          path + ".encoding.of",
          Problems.quoted(shared.of()) + what(reader, named, owner),
          "a category with learned rows of its own" + owners(),
          "Name one of them, or give this feature an embedding of its own");
      return;
    }
    if (!reader.coding().equals(owner.coding())) {
      problems.add(
          path + ".coding",
          describe(reader.coding()),
          "that of " + Problems.quoted(owner.name()) + ", " + describe(owner.coding()),
          "Give both features the same coding, or this one an embedding of its own");
    }
    if (shared.dimension() != embedding.dimension()) {
      problems.add(
          path + ".encoding.dimension",
          shared.dimension() + "",
          "that of " + Problems.quoted(owner.name()) + ", " + embedding.dimension(),
          "Say embedding(%d) before sharing".formatted(embedding.dimension()));
    }
  }

  private @Nullable Feature find(String name) {
    return inputs.stream().filter(input -> input.name().equals(name)).findFirst().orElse(null);
  }

  private static String what(
      Categorical reader, @Nullable Feature named, @Nullable Categorical owner) {
    if (named == null) {
      return ", which is no feature";
    } else if (owner == reader) {
      return ", the feature itself";
    } else if (owner != null) {
      return owner.encoding() instanceof SharedEmbedding further
          ? ", which reads the rows of " + Problems.quoted(further.of()) + " itself"
          : ", which is one-hot";
    }
    return ", which is no category";
  }

  private String owners() {
    String names =
        inputs.stream()
            .filter(f -> f.category() != null && f.category().encoding() instanceof Embedding)
            .map(Feature::name)
            .limit(5)
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "; there is none" : ": " + names;
  }

  /** Such as {@code id of 50 rows}; words are counted, not listed. */
  private static String describe(Categorical.Coding coding) {
    String kind = coding.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    String given = "";
    if (coding instanceof Categorical.Vocabulary vocabulary && !vocabulary.words().isEmpty()) {
      given =
          " of the words " + vocabulary.words().stream().limit(5).map(Problems::quoted).toList();
    } else if (coding instanceof Categorical.Vocabulary vocabulary && vocabulary.atLeast() > 1) {
      given = " of words that come at least " + vocabulary.atLeast() + " times";
    } else if (coding instanceof Categorical.Buckets buckets && !buckets.boundaries().isEmpty()) {
      given = " at " + buckets.boundaries().stream().limit(5).toList();
    }
    return "%s%s with %d rows".formatted(kind, given, coding.rows());
  }
}
