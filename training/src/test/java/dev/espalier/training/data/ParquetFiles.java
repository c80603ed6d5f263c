package dev.espalier.training.data;

import io.airlift.compress.Compressor;
import io.airlift.compress.lz4.Lz4Compressor;
import io.airlift.compress.snappy.SnappyCompressor;
import io.airlift.compress.zstd.ZstdCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** Writes tables as Parquet, for tests that read them. */
public final class ParquetFiles {

  private ParquetFiles() {}

  /** Writes a table in row groups of a hundred rows; null where a value is missing. */
  public static Path write(Path file, Examples examples) throws IOException {
    return write(file, examples, settings -> settings);
  }

  /** Writes a table, the writer set up so. */
  static Path write(
      Path file, Examples examples, UnaryOperator<ExampleParquetWriter.Builder> settings)
      throws IOException {
    MessageType schema =
        new MessageType(
            "table", examples.columns().stream().map(ParquetFiles::field).toArray(Type[]::new));
    List<Group> rows = new ArrayList<>();
    for (int row = 0; row < examples.rows(); row++) {
      Group group = new SimpleGroup(schema);
      for (Column column : examples.columns()) {
        add(group, column, row);
      }
      rows.add(group);
    }
    return write(file, schema, rows, settings);
  }

  /** Writes rows of a schema. */
  static Path write(
      Path file,
      MessageType schema,
      List<Group> rows,
      UnaryOperator<ExampleParquetWriter.Builder> settings)
      throws IOException {
    Files.deleteIfExists(file);
    ExampleParquetWriter.Builder builder =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withType(schema)
            .withConf(new PlainParquetConfiguration())
            .withCodecFactory(new Packing())
            .withRowGroupRowCountLimit(100)
            .withPageRowCountLimit(30);
    try (ParquetWriter<Group> writer = settings.apply(builder).build()) {
      for (Group row : rows) {
        writer.write(row);
      }
    }
    return file;
  }

  /** Writes so many files, each with some of the rows of a table, in order. */
  public static Path[] shards(Path folder, Examples examples, int count) throws IOException {
    Path[] files = new Path[count];
    for (int i = 0; i < count; i++) {
      int from = (int) ((long) examples.rows() * i / count);
      int to = (int) ((long) examples.rows() * (i + 1) / count);
      files[i] =
          write(
              folder.resolve("part-" + i + ".parquet"),
              examples.take(IntStream.range(from, to).toArray()));
    }
    return files;
  }

  private static Type field(Column column) {
    if (column instanceof Lists lists) {
      return list(lists.values());
    } else if (column instanceof Numbers numbers && numbers.width() > 1) {
      return list(numbers);
    }
    return value(column, column.name());
  }

  private static Type list(Column values) {
    return Types.optionalList().element(value(values, "element")).named(values.name());
  }

  private static Type value(Column column, String name) {
    if (column instanceof Text) {
      return Types.optional(PrimitiveTypeName.BINARY)
          .as(LogicalTypeAnnotation.stringType())
          .named(name);
    }
    return Types.optional(
            column instanceof Integers ? PrimitiveTypeName.INT64 : PrimitiveTypeName.FLOAT)
        .named(name);
  }

  private static void add(Group row, Column column, int at) {
    if (column instanceof Numbers numbers && numbers.width() > 1) {
      Group list = row.addGroup(column.name());
      for (int c = 0; c < numbers.width(); c++) {
        list.addGroup(0).append("element", numbers.at(at, c));
      }
    } else if (column instanceof Lists lists) {
      Group list = row.addGroup(column.name());
      for (int i = lists.start(at); i < lists.start(at) + lists.length(at); i++) {
        add(list.addGroup(0), lists.values().named("element"), i);
      }
    } else if (!column.isMissing(at)) {
      GroupType type = row.getType();
      int field = type.getFieldIndex(column.name());
      if (column instanceof Numbers numbers) {
        row.add(field, numbers.at(at));
      } else if (column instanceof Integers integers) {
        row.add(field, integers.at(at));
      } else {
        row.add(field, column.text(at));
      }
    }
  }

  /** Packs pages in Java alone. */
  private static final class Packing implements CompressionCodecFactory {
    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName name) {
      return new BytesInputCompressor() {
        @Override
        public BytesInput compress(BytesInput bytes) throws IOException {
          byte[] from = bytes.toByteArray();
          return switch (name) {
            case SNAPPY -> pack(new SnappyCompressor(), from);
            case ZSTD -> pack(new ZstdCompressor(), from);
            case LZ4_RAW -> pack(new Lz4Compressor(), from);
            case GZIP -> {
              ByteArrayOutputStream out = new ByteArrayOutputStream();
              try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                gzip.write(from);
              }
              yield BytesInput.from(out.toByteArray());
            }
            default -> BytesInput.from(from); // also one that is only named
          };
        }

        @Override
        public CompressionCodecName getCodecName() {
          return name;
        }

        @Override
        public void release() {}
      };
    }

    private static BytesInput pack(Compressor with, byte[] from) {
      byte[] to = new byte[with.maxCompressedLength(from.length)];
      int length = with.compress(from, 0, from.length, to, 0, to.length);
      return BytesInput.from(Arrays.copyOf(to, length));
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void release() {}
  }
}
