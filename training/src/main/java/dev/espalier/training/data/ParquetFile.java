package dev.espalier.training.data;

import dev.espalier.dsl.Problem;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a Parquet file, some at a time: the columns that are wanted of one row group are in
 * memory as they were packed, of each a page as it is unpacked.
 */
final class ParquetFile implements AutoCloseable {
  private static final int LONGEST = 200;

  /** Names of exceptions in what others said. */
  private static final Pattern TYPE = Pattern.compile("(\\w+\\.)*\\w*(Exception|Error)(: |\\b)");

  private final Path path;
  private final ParquetFileReader reader;
  private final MessageType wanted;
  private final List<ParquetColumn> columns = new ArrayList<>();
  private final Map<String, String> unreadable = new LinkedHashMap<>();
  private final List<ColumnReader> readers = new ArrayList<>();
  private int group;
  private long left;
  private int read;

  private ParquetFile(Path path, ParquetFileReader reader, Predicate<String> names) {
    this.path = path;
    this.reader = reader;
    MessageType schema = reader.getFileMetaData().getSchema();
    List<Type> fields = new ArrayList<>();
    for (Type field : schema.getFields()) {
      if (names.test(field.getName())) {
        ParquetColumn column = ParquetColumn.of(schema, field);
        if (column == null) {
          unreadable.put(field.getName(), ParquetType.words(field));
        } else {
          columns.add(column);
          fields.add(field);
        }
      }
    }
    if (columns.isEmpty() && unreadable.isEmpty()) {
      List<String> there = schema.getFields().stream().map(Type::getName).toList();
      throw new ExamplesException(
          new Problem(
              source(),
              "the columns " + Problems.list(there),
              "columns that the topology reads",
              "Name others in the topology, or give another file"));
    }
    wanted = new MessageType(schema.getName(), fields);
    reader.setRequestedSchema(wanted);
  }

  /**
   * A file of which no row was read.
   *
   * @param names which of its columns are wanted
   * @throws ExamplesException where the file cannot be read or is no Parquet
   */
  static ParquetFile open(Path path, Predicate<String> names) {
    if (!Files.isReadable(path) || Files.isDirectory(path)) {
      String found = Files.exists(path) ? "no file that can be read" : "no such file";
      throw new ExamplesException(
          new Problem(path.toString(), found, "a file of Parquet", "Correct the path"));
    }
    ParquetFileReader reader = null;
    try {
      ParquetReadOptions options =
          ParquetReadOptions.builder(new PlainParquetConfiguration())
              .withCodecFactory(new ParquetCodecs())
              .usePageChecksumVerification()
              .build();
      reader = ParquetFileReader.open(new LocalInputFile(path), options);
      return new ParquetFile(path, reader, names);
    } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError failure) {
      close(reader, failure);
      throw failure instanceof ExamplesException told
          ? told
          : broken(String.valueOf(path.getFileName()), failure);
    }
  }

  private static void close(@Nullable ParquetFileReader reader, Throwable failure) {
    try {
      if (reader != null) {
        reader.close();
      }
    } catch (IOException | RuntimeException also) {
      failure.addSuppressed(also);
    }
  }

  /** Up to so many rows that come next; null where there are no more. */
  @Nullable Examples next(int rows) {
    try {
      while (left == 0) {
        if (!nextGroup()) {
          return null;
        }
      }
      int count = (int) Math.min(rows, left);
      Problems problems = new Problems();
      List<Column> found = new ArrayList<>();
      int before = read;
      for (int i = 0; i < columns.size(); i++) {
        found.add(columns.get(i).read(readers.get(i), count, row -> place(before + row), problems));
      }
      left -= count;
      read = Math.addExact(read, count);
      return Examples.rows(source(), found, before + 1, count, unreadable);
    } catch (ExamplesException told) {
      throw told;
    } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError failure) {
      throw broken(place(read) + " or after", failure);
    }
  }

  private boolean nextGroup() throws IOException {
    List<BlockMetaData> groups = reader.getRowGroups();
    if (group == groups.size()) {
      return false;
    }
    ParquetCheck.group(groups.get(group), wanted, source() + " row group " + (group + 1), path);
    group++;
    PageReadStore pages = reader.readNextRowGroup();
    if (pages == null) {
      return false;
    }
    ColumnReadStoreImpl store =
        new ColumnReadStoreImpl(
            pages,
            new NoRecords(wanted),
            wanted,
            String.valueOf(reader.getFileMetaData().getCreatedBy()));
    readers.clear();
    columns.forEach(column -> readers.add(store.getColumnReader(column.leaf())));
    left = pages.getRowCount();
    return true;
  }

  private String source() {
    return String.valueOf(path.getFileName());
  }

  private String place(int row) {
    return source() + " row " + (row + 1);
  }

  /** What the library says of a file that it cannot read. */
  private static ExamplesException broken(String place, Throwable failure) {
    String said =
        failure instanceof OutOfMemoryError
            ? "sizes that do not fit into memory"
            : failure instanceof EOFException
                ? "an end before that of the data"
                : String.valueOf(failure.getMessage());
    String line = TYPE.matcher(said).replaceAll("").lines().findFirst().orElse("");
    if (failure.getMessage() == null && line.equals("null")) {
      line = "bytes that mean nothing";
    }
    return new ExamplesException(
        new Problem(
            place,
            line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line,
            "a file of Parquet that is whole",
            "Write the file again"),
        failure);
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException failure) {
      throw broken(source(), failure);
    }
  }
}
