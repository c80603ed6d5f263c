package dev.espalier.samples.cli;

import dev.espalier.dsl.plan.Plan;
import dev.espalier.samples.study.StudyException;
import dev.espalier.samples.study.TrainingOptions;
import dev.espalier.training.TrainingSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The options of {@code train}, as the command itself knows them. */
final class TrainOptions implements TrainingOptions {
  /** What a study decides, and what makes no sense without a person. */
  private static final Set<String> NOT_OF_STUDIES =
      Set.of(
          "topology",
          "out",
          "best",
          "resume",
          "stop-with-input",
          "tensorboard",
          "json",
          "verbose",
          "help");

  private final Map<String, Kind> kinds = new TreeMap<>();

  TrainOptions() {
    for (OptionSpec option : EspalierCommand.alone(new TrainCommand()).getCommandSpec().options()) {
      String name = option.longestName().substring(2);
      boolean path =
          option.type() == Path.class
              || Arrays.asList(option.auxiliaryTypes()).contains(Path.class);
      if (!NOT_OF_STUDIES.contains(name)) {
        kinds.put(name, path ? Kind.PATH : option.arity().max() == 0 ? Kind.FLAG : Kind.VALUE);
      }
    }
  }

  @Override
  public List<String> names() {
    return List.copyOf(kinds.keySet());
  }

  @Override
  public Optional<Kind> kind(String option) {
    return Optional.ofNullable(kinds.get(option));
  }

  @Override
  public TrainingSettings check(List<String> arguments, Plan plan) {
    List<String> all = new ArrayList<>(List.of("--topology=study", "--out=study"));
    all.addAll(arguments);
    try {
      // A new one each time: picocli keeps groups of options from the line before.
      TrainCommand train = new TrainCommand();
      EspalierCommand.alone(train).parseArgs(all.toArray(String[]::new));
      return train.check(plan);
    } catch (ParameterException wrong) {
      throw new StudyException(String.valueOf(wrong.getMessage()));
    } catch (RuntimeException wrong) {
      if (WrongInput.isWhatHappened(wrong)) {
        throw new StudyException(String.valueOf(wrong.getMessage()));
      }
      throw wrong;
    }
  }
}
