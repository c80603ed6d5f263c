package dev.espalier.samples.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** How a file of examples is written, by its name. */
enum TableKind {
  /** Comma-separated values; anything that is none of the others. */
  CSV,
  /** Records of tf.Example. */
  TFRECORD(".tfrecord", ".tfrecord.gz"),
  /** Columns of Parquet. */
  PARQUET(".parquet");

  private final List<String> endings;

  TableKind(String... endings) {
    this.endings = List.of(endings);
  }

  static TableKind of(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    for (TableKind kind : values()) {
      if (kind.endings.stream().anyMatch(name::endsWith)) {
        return kind;
      }
    }
    return CSV;
  }
}
