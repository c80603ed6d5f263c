package dev.espalier.samples.cli;

import dev.espalier.training.data.Column;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.Integers;
import dev.espalier.training.data.Numbers;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** Writes a file of CSV again as Parquet. */
final class ParquetCopy {

  private ParquetCopy() {}

  /** The copy, next to the file and named as it is. */
  static Path of(Path csv) throws IOException {
    Examples examples = Examples.csv(csv);
    Path copy = csv.resolveSibling(csv.getFileName().toString().replaceAll("\\.csv$", ".parquet"));
    MessageType schema =
        new MessageType(
            "table", examples.columns().stream().map(ParquetCopy::field).toArray(Type[]::new));
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(copy))
            .withType(schema)
            .withConf(new PlainParquetConfiguration())
            .withCodecFactory(new Plain())
            .withRowGroupRowCountLimit(100)
            .build()) {
      for (int row = 0; row < examples.rows(); row++) {
        Group group = new SimpleGroup(schema);
        for (Column column : examples.columns()) {
          if (column.isMissing(row)) {
            continue;
          } else if (column instanceof Numbers numbers) {
            group.add(column.name(), numbers.at(row));
          } else if (column instanceof Integers integers) {
            group.add(column.name(), integers.at(row));
          } else {
            group.add(column.name(), column.text(row));
          }
        }
        writer.write(group);
      }
    }
    return copy;
  }

  private static Type field(Column column) {
    return column instanceof Numbers
        ? Types.optional(PrimitiveTypeName.FLOAT).named(column.name())
        : column instanceof Integers
            ? Types.optional(PrimitiveTypeName.INT64).named(column.name())
            : Types.optional(PrimitiveTypeName.BINARY)
                .as(LogicalTypeAnnotation.stringType())
                .named(column.name());
  }

  /** Packs nothing; Parquet's own would want more of Hadoop. */
  private static final class Plain implements CompressionCodecFactory {
    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName name) {
      return new BytesInputCompressor() {
        @Override
        public BytesInput compress(BytesInput bytes) {
          return bytes;
        }

        @Override
        public CompressionCodecName getCodecName() {
          return name;
        }

        @Override
        public void release() {}
      };
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void release() {}
  }
}
