package dev.espalier.samples.cli;

import dev.espalier.samples.bench.StreamStudy;
import dev.espalier.samples.bench.Workload;
import dev.espalier.training.report.TrainingReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code espalier stream}. */
@Command(
    name = "stream",
    header = "Train on a made-up table that is streamed, and watch the process.",
    description = {
      "Writes records of tf.Example, trains W2's experts on them and prints a line every so often:",
      "seconds, step, examples per second and the resident size of the process in MiB.",
      "With --files 0 the table is in memory instead, for comparison."
    })
final class StreamCommand implements Callable<Integer> {
  private static final Workload WIDE =
      Workload.ALL.stream().filter(each -> each.name().equals("W2")).findFirst().orElseThrow();

  @Mixin private Console console;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Rows of the table; default ${DEFAULT-VALUE}.")
  private int rows;

  @Option(
      names = "--columns",
      paramLabel = "N",
      defaultValue = "64",
      description = "Numbers of a row; default ${DEFAULT-VALUE}.")
  private int columns;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "1024",
      description = "Examples per step; default ${DEFAULT-VALUE}.")
  private int batch;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "1",
      description = "Passes over the table; default ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(
      names = "--files",
      paramLabel = "N",
      defaultValue = "4",
      description = "Files to cut the table into, 0 for one in memory; default ${DEFAULT-VALUE}.")
  private int files;

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "Time between two lines; default ${DEFAULT-VALUE}.")
  private double every;

  @Option(
      names = "--folder",
      required = true,
      paramLabel = "FOLDER",
      description = "Where the files go, and stay for another time.")
  private Path folder;

  @Override
  public Integer call() throws IOException {
    Files.createDirectories(folder);
    Workload workload = WIDE.inputs(columns);
    StreamStudy study = new StreamStudy(workload, rows, batch, epochs, files, folder);
    TrainingReport report = study.run(every, this::tell);
    double rate = report.history().examplesPerSecond();
    if (console.json()) {
      console.json(
          String.format(
              Locale.ROOT,
              "{\"seconds\": %.1f, \"examples_per_second\": %.0f}",
              report.seconds(),
              rate));
    } else {
      console.text(
          String.format(
              Locale.ROOT, "%.1f s, %,.0f examples per second\n", report.seconds(), rate));
    }
    return 0;
  }

  private void tell(StreamStudy.Reading now) {
    if (console.json()) {
      console.json(
          String.format(
              Locale.ROOT,
              "{\"seconds\": %.1f, \"step\": %d, \"examples_per_second\": %.0f, "
                  + "\"resident_mib\": %d}",
              now.seconds(),
              now.step(),
              now.examplesPerSecond(),
              now.residentMib()));
    } else {
      console.text(
          String.format(
              Locale.ROOT,
              "%7.1f s  step %,9d  %,9.0f examples/s  %,6d MiB\n",
              now.seconds(),
              now.step(),
              now.examplesPerSecond(),
              now.residentMib()));
    }
  }
}
