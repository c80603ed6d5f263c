package dev.espalier.samples.cli;

import dev.espalier.training.data.CsvFormat;
import dev.espalier.training.data.ExampleStream;
import dev.espalier.training.data.StreamFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The options that say how files are read that do not go into memory. */
final class StreamOptions {
  @Option(
      names = "--stream",
      description = {
        "Read --train again in each epoch, some rows at a time: for more rows than fit into memory.",
        "A name may hold * and ?; files together are one table. Needs --valid.",
        "Files of tf.Example, .tfrecord or .tfrecord.gz, are always read so."
      })
  private boolean asked;

  @Option(
      names = "--stream-valid",
      description = {
        "With --stream: read --valid again at each validation, too; the files are parts of one",
        "table. Only labels, weights and what the model says of them are in memory."
      })
  private boolean validates;

  @Option(
      names = "--shuffle",
      paramLabel = "ROWS",
      defaultValue = "65536",
      description = "With --stream: rows to shuffle among; default ${DEFAULT-VALUE}.")
  private int shuffle;

  /** Whether these files are to be read so. */
  boolean wanted(List<Path> files) {
    return asked || files.stream().anyMatch(file -> TableKind.of(file) == TableKind.TFRECORD);
  }

  /** Whether the examples to validate on are to be read so, too. */
  boolean validates() {
    return validates;
  }

  /** The rows of these files to train on. */
  ExampleStream of(List<Path> named, CsvFormat format) {
    return files("--train", named, format).shuffle(shuffle);
  }

  /** The rows of these files, which an option names. */
  static ExampleStream files(String option, List<Path> named, CsvFormat format) {
    List<Path> files = named.stream().flatMap(file -> InputFile.matching(file).stream()).toList();
    files.forEach(InputFile::readable);
    Set<TableKind> kinds =
        files.stream().map(TableKind::of).collect(Collectors.toCollection(TreeSet::new));
    if (kinds.size() > 1) {
      throw new WrongInput(
          "%s: received files of %s, allowed is one kind."
              .formatted(
                  option, kinds.stream().map(Enum::name).collect(Collectors.joining(" and "))));
    }
    StreamFormat written =
        switch (kinds.iterator().next()) {
          case CSV -> new StreamFormat.Csv(format);
          case TFRECORD -> new StreamFormat.TfRecord();
          case PARQUET -> new StreamFormat.Parquet();
        };
    return ExampleStream.of(written, files);
  }
}
