package dev.espalier.samples.cli;

import com.google.protobuf.ByteString;
import dev.espalier.training.data.Column;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.Integers;
import dev.espalier.training.data.Numbers;
import dev.espalier.training.internal.RecordFrame;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.proto.BytesList;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;
import org.tensorflow.proto.FloatList;
import org.tensorflow.proto.Int64List;

/** Writes a file of CSV again as records of tf.Example. */
final class RecordCopy {

  private RecordCopy() {}

  /** The copy, next to the file and named as it is. */
  static Path of(Path csv) throws IOException {
    String name = csv.getFileName().toString().replaceAll("\\.csv$", ".tfrecord");
    return write(csv.resolveSibling(name), records(csv));
  }

  /** The records of a file of CSV, without their frames. */
  static List<byte[]> records(Path csv) {
    Examples examples = Examples.csv(csv);
    return IntStream.range(0, examples.rows()).mapToObj(row -> record(examples, row)).toList();
  }

  /** Writes records with sound checksums. */
  static Path write(Path file, List<byte[]> records) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      for (byte[] record : records) {
        out.write(RecordFrame.of(record).array());
      }
    }
    return file;
  }

  private static byte[] record(Examples examples, int row) {
    Features.Builder features = Features.newBuilder();
    for (Column column : examples.columns()) {
      if (!column.isMissing(row)) {
        features.putFeature(column.name(), feature(column, row));
      }
    }
    return Example.newBuilder().setFeatures(features).build().toByteArray();
  }

  private static Feature feature(Column column, int row) {
    Feature.Builder feature = Feature.newBuilder();
    if (column instanceof Numbers numbers) {
      feature.setFloatList(FloatList.newBuilder().addValue(numbers.at(row)));
    } else if (column instanceof Integers integers) {
      feature.setInt64List(Int64List.newBuilder().addValue(integers.at(row)));
    } else {
      ByteString text = ByteString.copyFromUtf8(column.text(row));
      feature.setBytesList(BytesList.newBuilder().addValue(text));
    }
    return feature.build();
  }
}
