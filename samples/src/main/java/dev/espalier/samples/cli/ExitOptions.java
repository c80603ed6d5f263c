package dev.espalier.samples.cli;

import dev.espalier.dsl.Exit;
import dev.espalier.training.Model;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say when examples leave a cascade. */
final class ExitOptions {
  @Option(
      names = "--threshold",
      paramLabel = "[TASK=]C",
      split = ",",
      description = {
        "Confidence at which examples leave a cascade, instead of those it was trained with: 0 to",
        "1, for tasks without one of their own or, as in 0.9,income=0.8, for one task;",
        "'cascade' shows what it is worth."
      })
  private List<String> thresholds = List.of();

  /** The model of a run, with these thresholds. */
  Model load(Path run) {
    if (thresholds.isEmpty()) {
      return Model.load(InputFile.folder(run));
    }
    Float all = all();
    Map<String, Float> ofTasks = ofTasks();
    return Model.load(InputFile.folder(run), exit -> with(exit, all, ofTasks));
  }

  /** Whether there is a threshold for tasks without one of their own. */
  boolean isForAll() {
    return all() != null;
  }

  private @Nullable Float all() {
    List<String> plain = thresholds.stream().filter(text -> text.indexOf('=') < 0).toList();
    if (plain.size() > 1) {
      throw new WrongInput(
          "--threshold: received " + String.join(" and ", plain) + ", allowed is one for all.");
    }
    return plain.isEmpty() ? null : number(plain.get(0));
  }

  private Map<String, Float> ofTasks() {
    Map<String, Float> ofTasks = new LinkedHashMap<>();
    for (String text : thresholds) {
      int at = text.lastIndexOf('=');
      if (at >= 0 && ofTasks.put(text.substring(0, at), number(text.substring(at + 1))) != null) {
        throw new WrongInput(
            "--threshold: received two for task " + text.substring(0, at) + ", allowed is one.");
      }
    }
    return ofTasks;
  }

  private static float number(String text) {
    try {
      float number = Float.parseFloat(text);
      if (number >= 0 && number <= Exit.NOBODY) {
        return number;
      }
    } catch (NumberFormatException none) {
      // Told like a number that is out of range.
    }
    throw new WrongInput("--threshold: received " + text + ", allowed is 0 to 1.");
  }

  private static Exit with(Exit exit, @Nullable Float all, Map<String, Float> ofTasks) {
    List<Exit.OfTask> others =
        exit.thresholds().stream().filter(own -> !ofTasks.containsKey(own.task())).toList();
    float rest = all == null ? exit.threshold() : all;
    Exit with = new Exit(exit.tower(), exit.weight(), rest, others);
    for (Map.Entry<String, Float> own : ofTasks.entrySet()) {
      with = with.threshold(own.getKey(), own.getValue());
    }
    return with;
  }
}
