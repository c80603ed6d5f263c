package dev.espalier.samples.cli;

import dev.espalier.training.data.CsvFormat;
import dev.espalier.training.data.ExampleStream;
import dev.espalier.training.data.StreamFormat;
import java.nio.file.Path;
import java.util.List;
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
      names = "--shuffle",
      paramLabel = "ROWS",
      defaultValue = "65536",
      description = "With --stream: rows to shuffle among; default ${DEFAULT-VALUE}.")
  private int shuffle;

  /** Whether these files are to be read so. */
  boolean wanted(List<Path> files) {
    return asked || files.stream().anyMatch(StreamOptions::holdsRecords);
  }

  /** Whether a file is one of records, by its name. */
  static boolean holdsRecords(Path file) {
    return file.toString().endsWith(".tfrecord") || file.toString().endsWith(".tfrecord.gz");
  }

  /** The rows of these files. */
  ExampleStream of(List<Path> named, CsvFormat format) {
    List<Path> files = named.stream().flatMap(file -> InputFile.matching(file).stream()).toList();
    files.forEach(InputFile::readable);
    boolean records = files.stream().anyMatch(StreamOptions::holdsRecords);
    if (records && !files.stream().allMatch(StreamOptions::holdsRecords)) {
      throw new WrongInput(
          "--train: received files of tf.Example and others, allowed is one kind.");
    }
    StreamFormat written = records ? new StreamFormat.TfRecord() : new StreamFormat.Csv(format);
    return ExampleStream.of(written, files).shuffle(shuffle);
  }
}
