package dev.espalier.training.data;

import dev.espalier.dsl.Problem;
import dev.espalier.dsl.Topology;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A table of examples that is never in memory as a whole: it is read again in each epoch, some rows
 * at a time, by a thread of its own, so that steps need not wait for it.
 *
 * <p>What is read is what {@link Examples} of the same files would hold, of the columns that the
 * topology reads. The topology says which of them are text, numbers or integers; in the others each
 * cell is read as what it looks like.
 *
 * <p>An epoch draws an order of the files, reads one after the other, and shuffles in a buffer: a
 * row that comes takes the place of one that was drawn from the buffer, which goes to the next
 * batch. Seed and epoch fix both. So rows that are far from each other in a file stay apart unless
 * the buffer is large, and a file that is sorted should be shuffled once or cut into many. What is
 * left over at the end of an epoch and fills no batch is dropped from it, as from a table.
 *
 * @param files the parts of the table, at least one
 * @param format how each of them is written
 * @param shuffledRows rows in the buffer, 4 bytes for each number, row number, label and weight;
 *     default 65,536; 1 keeps the order of each file
 * @param prefetchedBatches batches that may be ready before their step; default 4
 * @param rowsAtATime rows that are read and encoded together; default 1,024
 */
public record ExampleStream(
    List<Path> files,
    StreamFormat format,
    int shuffledRows,
    int prefetchedBatches,
    int rowsAtATime) {

  /**
   * Copies the list.
   *
   * @throws ExamplesException where there is no file, or a number is not positive
   */
  public ExampleStream {
    files = List.copyOf(files);
    Problems problems = new Problems();
    if (files.isEmpty()) {
      problems.add("stream", "no file", "at least one", "Name the files of the table");
    }
    requirePositive("shuffledRows", shuffledRows, problems);
    requirePositive("prefetchedBatches", prefetchedBatches, problems);
    requirePositive("rowsAtATime", rowsAtATime, problems);
    problems.raise();
  }

  private static void requirePositive(String name, int value, Problems problems) {
    if (value < 1) {
      problems.add("stream." + name, value + "", "at least 1", "Give a positive number");
    }
  }

  /** The rows of files that {@link CsvFormat#defaults} describes. */
  public static ExampleStream csv(Path... files) {
    return csv(CsvFormat.defaults(), files);
  }

  /** The rows of files of this format, each with the same columns. */
  public static ExampleStream csv(CsvFormat format, Path... files) {
    return of(new StreamFormat.Csv(format), List.of(files));
  }

  /** The rows of files of tf.Example records, which {@link StreamFormat.TfRecord} describes. */
  public static ExampleStream tfRecord(Path... files) {
    return of(new StreamFormat.TfRecord(), List.of(files));
  }

  /**
   * The rows of files of Parquet, which {@link StreamFormat.Parquet} describes.
   *
   * @throws ExamplesException where the library that reads them is not there
   */
  public static ExampleStream parquet(Path... files) {
    ParquetLibrary.require(ExampleStream.class.getClassLoader());
    return of(new StreamFormat.Parquet(), List.of(files));
  }

  /** The rows of files of this format. */
  public static ExampleStream of(StreamFormat format, List<Path> files) {
    return new ExampleStream(files, format, 1 << 16, 4, 1 << 10);
  }

  /**
   * So many rows of this stream in each step of a training, for {@link ExampleStreams#together}.
   *
   * @throws ExamplesException where the number is not positive
   */
  public StreamPortion perStep(int rows) {
    return new StreamPortion(this, rows);
  }

  /** The same rows shuffled in a buffer of so many. */
  public ExampleStream shuffle(int rows) {
    return new ExampleStream(files, format, rows, prefetchedBatches, rowsAtATime);
  }

  /** The same rows with so many batches ready before their step. */
  public ExampleStream prefetch(int batches) {
    return new ExampleStream(files, format, shuffledRows, batches, rowsAtATime);
  }

  /** The same rows, of which so many are read and encoded together. */
  public ExampleStream rowsAtATime(int rows) {
    return new ExampleStream(files, format, shuffledRows, prefetchedBatches, rows);
  }

  /** The names of the files. */
  public String source() {
    return files.stream()
        .limit(3)
        .map(file -> String.valueOf(file.getFileName()))
        .collect(Collectors.joining(" and ", "", files.size() > 3 ? " and others" : ""));
  }

  /** Where a row of a file came from, such as {@code train.csv line 17}. */
  String place(int file, int number) {
    String unit =
        format instanceof StreamFormat.Csv
            ? " line "
            : format instanceof StreamFormat.Parquet ? " row " : " record ";
    return files.get(file).getFileName() + unit + number;
  }

  /** What reads the columns of this topology in any order. */
  Chunks chunks(Topology topology) {
    if (topology.group() != null) {
      throw new ExamplesException(
          new Problem(
              source(),
              "a loss that compares the rows of a group, which a stream does not keep together",
              "losses of single examples",
              "Read the table into memory with Examples.csv"));
    }
    return chunksOf(topology, List.of());
  }

  /** What reads the columns of this topology, and these, in the order of the files. */
  Chunks chunksOf(Topology topology, Collection<String> also) {
    if (format instanceof StreamFormat.Csv csv) {
      CsvFormat typed = csv.format().of(topology);
      Map<String, CellKinds> columns = StreamColumns.of(topology, typed);
      also.forEach(column -> columns.putIfAbsent(column, CellKinds.TEXT));
      return new CsvChunks(typed, columns, rowsAtATime);
    }
    if (format instanceof StreamFormat.Parquet) {
      return ParquetChunks.of(topology, also, rowsAtATime);
    }
    return new RecordChunks(files, topology, also, rowsAtATime);
  }
}
