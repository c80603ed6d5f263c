package dev.espalier.training.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/** Writes tables into files, for tests that read them. */
public final class CsvFiles {

  private CsvFiles() {}

  /** Writes a table, with a column per component of a vector. */
  public static Path write(Path file, Examples examples) throws IOException {
    List<String> header = new ArrayList<>();
    for (Column column : examples.columns()) {
      int width = column instanceof Numbers numbers ? numbers.width() : 1;
      IntStream.range(0, width)
          .forEach(c -> header.add(width == 1 ? column.name() : column.name() + "_" + c));
    }
    StringBuilder text = new StringBuilder(String.join(",", header)).append('\n');
    for (int row = 0; row < examples.rows(); row++) {
      List<String> cells = new ArrayList<>();
      for (Column column : examples.columns()) {
        cells.addAll(cells(column, row));
      }
      text.append(String.join(",", cells)).append('\n');
    }
    try (OutputStream out = Files.newOutputStream(file);
        OutputStream packed = file.toString().endsWith(".gz") ? new GZIPOutputStream(out) : out) {
      packed.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  private static List<String> cells(Column column, int row) {
    if (column instanceof Numbers numbers) {
      return IntStream.range(0, numbers.width())
          .mapToObj(c -> numbers.at(row, c))
          .map(value -> Float.isNaN(value) ? "" : Float.toString(value))
          .toList();
    }
    return List.of(column.isMissing(row) ? "" : '"' + column.text(row) + '"');
  }

  /** Writes so many files, each with some of the rows of a table, in order. */
  public static Path[] shards(Path folder, Examples examples, int count) throws IOException {
    Path[] files = new Path[count];
    for (int i = 0; i < count; i++) {
      int from = (int) ((long) examples.rows() * i / count);
      int to = (int) ((long) examples.rows() * (i + 1) / count);
      files[i] =
          write(
              folder.resolve("part-" + i + (i % 2 == 0 ? ".csv" : ".csv.gz")),
              examples.take(IntStream.range(from, to).toArray()));
    }
    return files;
  }
}
