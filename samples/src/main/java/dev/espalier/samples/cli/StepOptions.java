package dev.espalier.samples.cli;

import dev.espalier.graph.Precision;
import dev.espalier.training.Ema;
import dev.espalier.training.SpikeGuard;
import dev.espalier.training.TrainingSettingsBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which steps are taken, and what follows them. */
final class StepOptions {
  @Option(
      names = "--average",
      paramLabel = "DECAY",
      description =
          "Validate, keep and export moving averages of the weights, of this decay, such as 0.999.")
  private @Nullable Float average;

  @Option(
      names = "--spikes",
      paramLabel = "MULTIPLE",
      description =
          "Leave out steps whose loss is above this multiple of the median of its last 100.")
  private @Nullable Float spikes;

  @Option(
      names = "--max-skips",
      paramLabel = "N",
      defaultValue = "10",
      description =
          "Steps in a row that may be left out before training ends in an error; default ${DEFAULT-VALUE}.")
  private int skips;

  @Option(
      names = "--precision",
      paramLabel = "float32|bfloat16|fastest",
      defaultValue = "float32",
      converter = PrecisionConverter.class,
      description = {
        "In what numbers training multiplies large matrices; weights and all else stay float32.",
        "fastest: bfloat16 where the processor has instructions for it; default ${DEFAULT-VALUE}."
      })
  private Precision precision;

  void apply(TrainingSettingsBuilder settings) {
    settings.skips(skips).precision(precision);
    if (average != null) {
      settings.average(new Ema(average));
    }
    if (spikes != null) {
      settings.spikes(SpikeGuard.above(spikes));
    }
  }
}
