package dev.espalier.samples.cli;

import dev.espalier.training.Model;
import dev.espalier.training.data.ExampleStream;
import dev.espalier.training.data.Examples;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A run that train wrote, and the table that it is measured on. */
final class MeasuredRun {
  @Mixin private CsvOptions csv;

  @Parameters(paramLabel = "RUN", description = "Folder that train wrote.")
  private Path run;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "C.csv",
      description = "Examples with labels; may be .parquet or .tfrecord.")
  private Path data;

  /** The folder of the run, once the table is known to be there. */
  Path folder() {
    InputFile.readable(data);
    return run;
  }

  /** The file of the table. */
  Path data() {
    return data;
  }

  /** The table as it is read some rows at a time. */
  ExampleStream stream() {
    return StreamOptions.files("--data", List.of(data), csv.format());
  }

  /** The table, read for this model. */
  Examples examples(Model model) {
    return csv.read(data, model.topology());
  }
}
