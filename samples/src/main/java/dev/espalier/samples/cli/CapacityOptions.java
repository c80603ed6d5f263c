package dev.espalier.samples.cli;

import dev.espalier.samples.study.Capacity;
import dev.espalier.samples.study.Machine;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how much of the machine trials may take. */
final class CapacityOptions {
  @Option(
      names = "--processes",
      paramLabel = "N",
      description =
          "Trials at once, at most; never more than cores and free memory allow. Default: as many"
              + " as they allow.")
  private @Nullable Integer processes;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of each trial; default: the cores by the trials at once, at least 1.")
  private @Nullable Integer threads;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      defaultValue = "2g",
      converter = MebibytesConverter.class,
      description =
          "Largest Java heap of each trial, such as 512m or 4g; default ${DEFAULT-VALUE}.")
  private int heap;

  @Option(
      names = "--native-memory",
      paramLabel = "SIZE",
      defaultValue = "1g",
      converter = MebibytesConverter.class,
      description =
          "Kept free for each trial beside its heap, for TensorFlow; default ${DEFAULT-VALUE}.")
  private int beside;

  /** What so many trials may take of this machine. */
  Capacity of(int trials) {
    positive("--processes", processes);
    positive("--threads", threads);
    return Capacity.of(Machine.here(), processes, threads, heap, beside, trials);
  }

  private static void positive(String option, @Nullable Integer number) {
    if (number != null && number < 1) {
      throw new WrongInput(option + ": received " + number + ", allowed is 1 or more.");
    }
  }
}
