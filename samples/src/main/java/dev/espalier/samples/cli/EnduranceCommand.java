package dev.espalier.samples.cli;

import dev.espalier.samples.TemporaryFolder;
import dev.espalier.samples.endurance.Endurance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code espalier endurance}. */
@Command(
    name = "endurance",
    header = "What a training survives: kills, signals, damaged checkpoints, many steps.",
    description = {
      "Trains a made-up table in processes that are killed or told to end at random moments, and",
      "compares the weights with those of a training that was left alone; damages checkpoints;",
      "watches the resident size over many steps. Exit code 1 where anything was lost."
    })
final class EnduranceCommand implements Callable<Integer> {
  @Mixin private Console console;

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "50",
      description = "Processes to kill; default ${DEFAULT-VALUE}.")
  private int kills;

  @Option(
      names = "--terminations",
      paramLabel = "N",
      defaultValue = "20",
      description = "Processes to send SIGTERM; default ${DEFAULT-VALUE}.")
  private int terminations;

  @Option(
      names = "--damages",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Times to damage checkpoints; default ${DEFAULT-VALUE}.")
  private int damages;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "100000",
      description =
          "Steps under watch, after as many to warm up, 0 for none; default ${DEFAULT-VALUE}.")
  private long steps;

  @Option(
      names = "--steps-each",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Steps of the trainings per interruption; default ${DEFAULT-VALUE}.")
  private long stepsEach;

  @Option(names = "--out", paramLabel = "FOLDER", description = "Folder for the table as Markdown.")
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Endurance.Result result =
        new Endurance(
                EspalierCommand.class.getName(),
                TemporaryFolder.create("espalier-endurance"),
                notNegative("--kills", kills),
                notNegative("--terminations", terminations),
                notNegative("--damages", damages),
                steps,
                stepsEach)
            .run(console.err()::println);
    console.text(result.table().text());
    if (out != null) {
      Files.createDirectories(out);
      Files.writeString(out.resolve("endurance.md"), result.table().markdown());
    }
    return result.sound() ? 0 : 1;
  }

  private static int notNegative(String name, int value) {
    if (value < 0) {
      throw new WrongInput(name + ": received " + value + ", allowed is 0 or more.");
    }
    return value;
  }
}
