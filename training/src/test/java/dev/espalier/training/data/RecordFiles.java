package dev.espalier.training.data;

import com.google.protobuf.ByteString;
import dev.espalier.training.internal.RecordFrame;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.tensorflow.proto.BytesList;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;
import org.tensorflow.proto.FloatList;
import org.tensorflow.proto.Int64List;

/** Writes tables as records of tf.Example, for tests that read them. */
public final class RecordFiles {

  private RecordFiles() {}

  /** Writes a table; a record lacks what is missing in its row. */
  public static Path write(Path file, Examples examples) throws IOException {
    return write(
        file, IntStream.range(0, examples.rows()).mapToObj(row -> record(examples, row)).toList());
  }

  /** Writes records, compressed where the name says so. */
  static Path write(Path file, List<Example> records) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        OutputStream packed = file.toString().endsWith(".gz") ? new GZIPOutputStream(out) : out) {
      for (Example record : records) {
        packed.write(RecordFrame.of(record.toByteArray()).array());
      }
    }
    return file;
  }

  /** The records of a table without their frames. */
  static List<byte[]> records(Examples examples) {
    return IntStream.range(0, examples.rows())
        .mapToObj(row -> record(examples, row).toByteArray())
        .toList();
  }

  /** Writes so many files, each with some of the rows of a table, in order. */
  public static Path[] shards(Path folder, Examples examples, int count) throws IOException {
    Path[] files = new Path[count];
    for (int i = 0; i < count; i++) {
      int from = (int) ((long) examples.rows() * i / count);
      int to = (int) ((long) examples.rows() * (i + 1) / count);
      files[i] =
          write(
              folder.resolve("part-" + i + (i % 2 == 0 ? ".tfrecord" : ".tfrecord.gz")),
              examples.take(IntStream.range(from, to).toArray()));
    }
    return files;
  }

  private static Example record(Examples examples, int row) {
    Features.Builder features = Features.newBuilder();
    for (Column column : examples.columns()) {
      if (column instanceof Numbers numbers && numbers.width() > 1 || !column.isMissing(row)) {
        features.putFeature(column.name(), feature(column, row));
      }
    }
    return Example.newBuilder().setFeatures(features).build();
  }

  private static Feature feature(Column column, int row) {
    if (column instanceof Numbers numbers) {
      float[] values = new float[numbers.width()];
      IntStream.range(0, values.length).forEach(c -> values[c] = numbers.at(row, c));
      return floats(values);
    } else if (column instanceof Integers integers) {
      return integers(integers.at(row));
    } else if (column instanceof Lists lists) {
      String[] texts =
          IntStream.range(lists.start(row), lists.start(row) + lists.length(row))
              .mapToObj(lists.values()::text)
              .toArray(String[]::new);
      return texts(texts);
    }
    return texts(column.text(row));
  }

  static Feature floats(float... values) {
    FloatList.Builder list = FloatList.newBuilder();
    for (float value : values) {
      list.addValue(value);
    }
    return Feature.newBuilder().setFloatList(list).build();
  }

  static Feature integers(long... values) {
    Int64List.Builder list = Int64List.newBuilder();
    for (long value : values) {
      list.addValue(value);
    }
    return Feature.newBuilder().setInt64List(list).build();
  }

  static Feature texts(String... values) {
    BytesList.Builder list = BytesList.newBuilder();
    for (String value : values) {
      list.addValue(ByteString.copyFromUtf8(value));
    }
    return Feature.newBuilder().setBytesList(list).build();
  }
}
