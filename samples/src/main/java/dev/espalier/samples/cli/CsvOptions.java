package dev.espalier.samples.cli;

import dev.espalier.dsl.Topology;
import dev.espalier.training.data.CsvFormat;
import dev.espalier.training.data.Examples;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Option;

/** The options that say how a file of examples is written. */
final class CsvOptions {
  @Option(
      names = "--delimiter",
      paramLabel = "C",
      defaultValue = ",",
      converter = DelimiterConverter.class,
      description = "Between cells; 'tab' for a tab; default ${DEFAULT-VALUE}")
  private Character delimiter;

  @Option(
      names = "--missing",
      paramLabel = "MARK",
      split = ",",
      description = "What a missing value looks like, besides an empty cell, such as '?' or NA.")
  private List<String> missing = List.of();

  @Option(
      names = "--names",
      paramLabel = "NAME",
      split = ",",
      description = "Names of the columns of a file that has no header line.")
  private List<String> names = List.of();

  @Option(
      names = "--no-trim",
      description = "Keep blanks around cells; without this option they are dropped.")
  private boolean keepsBlanks;

  /** The examples of a file of any kind, as a topology reads them. */
  Examples read(Path file, Topology topology) {
    return TableKind.of(file) == TableKind.TFRECORD
        ? Examples.tfRecord(InputFile.readable(file), topology)
        : read(file, format -> format.of(topology));
  }

  /** The examples of a file, its columns read as {@code typed} says where it is one of text. */
  Examples read(Path file, UnaryOperator<CsvFormat> typed) {
    InputFile.readable(file);
    return switch (TableKind.of(file)) {
      case CSV -> Examples.csv(file, typed.apply(format()));
      case PARQUET -> Examples.parquet(file);
      case TFRECORD ->
          throw new WrongInput(file + ": allowed are a file of CSV and one of Parquet here.");
    };
  }

  /** How the files are written. */
  CsvFormat format() {
    return CsvFormat.defaults()
        .delimiter(delimiter)
        .trimmed(!keepsBlanks)
        .missing(missing.toArray(String[]::new))
        .names(names);
  }
}
