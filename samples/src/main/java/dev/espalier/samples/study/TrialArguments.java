package dev.espalier.samples.study;

import dev.espalier.dsl.Problem;
import dev.espalier.samples.study.TrainingOptions.Kind;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kotlinx.serialization.json.JsonArray;
import kotlinx.serialization.json.JsonElement;
import kotlinx.serialization.json.JsonNull;
import kotlinx.serialization.json.JsonObject;
import kotlinx.serialization.json.JsonPrimitive;

/** Makes arguments of {@code train} of what a study says about its options. */
final class TrialArguments {
  private final Study study;
  private final Path folder;
  private final TrainingOptions options;

  TrialArguments(Study study, Path folder, TrainingOptions options) {
    this.study = study;
    this.folder = folder;
    this.options = options;
  }

  /**
   * Makes sure that there are such options, each set once.
   *
   * @throws StudyException with every one that is not
   */
  void check() {
    List<Problem> problems = new ArrayList<>();
    study.options().forEach((option, value) -> check("$.options." + option, option, problems));
    for (int d = 0; d < study.dimensions().size(); d++) {
      Dimension dimension = study.dimensions().get(d);
      String option = dimension.option();
      if (option != null) {
        String path = "$.dimensions[" + d + "].option";
        check(path, option, problems);
        boolean again =
            study.options().containsKey(option)
                || study.dimensions().subList(0, d).stream()
                    .anyMatch(other -> option.equals(other.option()));
        if (again) {
          problems.add(
              new Problem(path, option, "an option that nothing else sets", "Set it in one place"));
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new StudyException(problems);
    }
  }

  private void check(String path, String option, List<Problem> problems) {
    if (options.kind(option).isEmpty()) {
      problems.add(
          new Problem(
              path,
              '"' + option + '"',
              "one of " + String.join(", ", options.names()),
              "Name an option of train without its dashes; topology, folder and score are the study's"));
    }
  }

  /**
   * The arguments of a trial.
   *
   * @throws StudyException for a value that no option can have
   */
  List<String> of(Point point) {
    Map<String, JsonElement> all = new LinkedHashMap<>(study.options());
    for (int d = 0; d < study.dimensions().size(); d++) {
      String option = study.dimensions().get(d).option();
      if (option != null) {
        all.put(option, point.values().get(d).value());
      }
    }
    List<String> line = new ArrayList<>();
    all.forEach((option, value) -> add(option, value, line));
    return line;
  }

  private void add(String option, JsonElement value, List<String> line) {
    Optional<Kind> kind = options.kind(option);
    if (value instanceof JsonNull) {
      return;
    } else if (value instanceof JsonArray several && kind.get() != Kind.FLAG) {
      several.forEach(each -> add(option, each, line));
    } else if (value instanceof JsonObject || value instanceof JsonArray) {
      throw new StudyException(
          option + ": received " + value + ", allowed is a text, a number, true or false.");
    } else if (kind.get() == Kind.FLAG) {
      flag(option, (JsonPrimitive) value, line);
    } else {
      String text = ((JsonPrimitive) value).getContent();
      line.add("--" + option + "=" + (kind.get() == Kind.PATH ? fromFolder(text) : text));
    }
  }

  private static void flag(String option, JsonPrimitive value, List<String> line) {
    if (value.isString() || !value.getContent().matches("true|false")) {
      throw new StudyException(
          option + ": received " + value + ", allowed is true or false: it takes no value.");
    }
    if (value.getContent().equals("true")) {
      line.add("--" + option);
    }
  }

  /** A path, or one behind a name and {@code =}, as it is from where the study is. */
  private String fromFolder(String text) {
    int named = text.indexOf('=') + 1;
    String path = text.substring(named);
    return text.substring(0, named)
        + (new File(path).isAbsolute() ? path : folder + File.separator + path);
  }
}
