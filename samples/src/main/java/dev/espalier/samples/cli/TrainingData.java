package dev.espalier.samples.cli;

import dev.espalier.dsl.Categorical;
import dev.espalier.dsl.Topology;
import dev.espalier.training.data.CsvFormat;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.Parts;
import dev.espalier.training.data.PretrainedTables;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that name the files to train on. */
final class TrainingData {
  @Mixin private CsvOptions csv;

  @Option(
      names = "--train",
      required = true,
      paramLabel = "A.csv",
      description = "Examples to train on; may end in .gz.")
  private Path training;

  @Option(names = "--valid", paramLabel = "B.csv", description = "Examples to validate on.")
  private @Nullable Path validation;

  @Option(
      names = "--valid-share",
      paramLabel = "SHARE",
      defaultValue = "0.1",
      description =
          "Without --valid: share of the training file to hold out; default ${DEFAULT-VALUE}.")
  private double share;

  /** Rows that features start with, the column of words or ids read as the topology needs it. */
  PretrainedTables pretrained(Topology topology, Map<String, Path> files) {
    PretrainedTables tables = PretrainedTables.none();
    for (Map.Entry<String, Path> of : files.entrySet()) {
      Examples rows = Examples.csv(InputFile.readable(of.getValue()));
      CsvFormat asText = CsvFormat.defaults().text(rows.columns().get(0).name());
      boolean words =
          topology.inputs().stream()
              .anyMatch(
                  f ->
                      f.name().equals(of.getKey())
                          && f.category() != null
                          && !(f.category().coding() instanceof Categorical.Id));
      tables = tables.and(of.getKey(), words ? Examples.csv(of.getValue(), asText) : rows);
    }
    return tables;
  }

  /** Both parts, with the columns read as the topology needs them. */
  Parts read(Topology topology, long seed) {
    if (validation != null) {
      InputFile.readable(validation);
    }
    Examples all = csv.read(training, format -> format.of(topology));
    return validation == null
        ? all.split(share, seed)
        : new Parts(all, csv.read(validation, format -> format.of(topology)));
  }
}
