package dev.espalier.training.data;

import dev.espalier.dsl.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.schema.MessageType;

/** Holds what a row group says of itself against its file before any memory is asked for. */
final class ParquetCheck {

  private ParquetCheck() {}

  /**
   * Returns where the columns that are wanted lie in the file, are packed in a way that is known,
   * and have a value per row.
   */
  static void group(BlockMetaData group, MessageType wanted, String place, Path file)
      throws IOException {
    long length = Files.size(file);
    for (ColumnChunkMetaData column : group.getColumns()) {
      String[] path = column.getPath().toArray();
      if (!wanted.containsPath(path)) {
        continue;
      }
      String at = place + ", column " + Problems.quote(path[0]);
      long first = column.getStartingPos();
      if (first < 4 || column.getTotalSize() < 0 || column.getTotalSize() > length - first) {
        throw new ExamplesException(
            new Problem(
                at,
                column.getTotalSize() + " bytes from byte " + first + " on",
                "bytes of the file, which has " + length,
                "Write the file again"));
      }
      if (!ParquetCodecs.KNOWN.contains(column.getCodec())) {
        throw new ExamplesException(
            new Problem(
                at,
                "the compression " + column.getCodec(),
                "one of " + ParquetCodecs.KNOWN,
                "Write the file with one of those, such as SNAPPY"));
      }
      boolean one = wanted.getMaxRepetitionLevel(path) == 0;
      if (column.getValueCount() < group.getRowCount()
          || (one && column.getValueCount() != group.getRowCount())) {
        throw new ExamplesException(
            new Problem(
                at,
                column.getValueCount() + " values",
                (one ? "" : "at least ") + group.getRowCount() + ", for each row",
                "Write the file again"));
      }
    }
  }
}
