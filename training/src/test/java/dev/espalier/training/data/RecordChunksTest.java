package dev.espalier.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.espalier.dsl.Blocks;
import dev.espalier.dsl.Features;
import dev.espalier.dsl.Tasks;
import dev.espalier.dsl.Topology;
import dev.espalier.training.internal.RecordFrame;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.BytesList;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;

class RecordChunksTest {
  @TempDir Path folder;

  private static ExampleStream stream(Path... files) {
    return ExampleStream.tfRecord(files).rowsAtATime(7);
  }

  private static Topology topology() {
    return Topology.builder("t")
        .inputs(
            Features.numeric("age"),
            Features.numeric("v", 3),
            Features.categorical("id", 5),
            Features.vocabulary("word", 3),
            Features.multivalent(Features.vocabulary("tags", 4), 3))
        .shared(Blocks.sharedBottom(2))
        .task(Tasks.binary("click"))
        .task(Tasks.regression("dwell").mask("seen").exampleWeight("w"))
        .build();
  }

  private static Examples rows(int count) {
    List<List<String>> tags = new ArrayList<>();
    Random random = new Random(4);
    for (int i = 0; i < count; i++) {
      tags.add(List.of("a", "b", "ü", "").subList(0, random.nextInt(5)));
    }
    return Cases.rows(count, 3).with(Lists.of("tags", tags));
  }

  /** Through the records the same rows reach the training bit by bit. */
  @Test
  void isFittedAndEncodedAsTheTableThatWasWritten() throws IOException {
    Examples table = rows(200);
    Path[] files = RecordFiles.shards(folder, table, 3);
    FittedStream fitted = FittedStream.fit(topology(), stream(files));
    assertThat(fitted.facts()).isEqualTo(new StreamFacts(200, true));
    Cases.streamsAs(stream(files), topology(), table);
  }

  @Test
  void aFileInMemoryIsTheTableThatWasWritten() throws IOException {
    Examples table = rows(3000);
    Path file = RecordFiles.write(folder.resolve("t.tfrecord.gz"), table);
    Examples read = Examples.tfRecord(file, topology());
    assertThat(read.rows()).isEqualTo(3000);
    assertThat(read.place(2999)).isEqualTo("t.tfrecord.gz record 3000");
    assertThat(Fitting.fit(topology(), read)).isEqualTo(Fitting.fit(topology(), table));
    for (String column : List.of("age", "id", "word", "click", "dwell", "w")) {
      for (int row = 0; row < 3000; row++) {
        assertThat(read.column(column).text(row)).isEqualTo(table.column(column).text(row));
      }
    }
    assertThat(read.column("tags").type()).isEqualTo("list of text");
  }

  @Test
  void aColumnPerComponentGivesWhatAVectorGives() throws IOException {
    Topology topology = Cases.topology(Features.numeric("v", 2));
    Examples parts =
        Examples.of(Numbers.of("v_0", 1, 2), Integers.of("v_1", 3, 4), Numbers.of("y", 0, 1));
    Examples vector =
        Examples.of(Numbers.of("v", 2, new float[] {1, 3, 2, 4}), Numbers.of("y", 0, 1));
    FittedStream one =
        FittedStream.fit(
            topology, stream(RecordFiles.write(folder.resolve("one.tfrecord"), parts)));
    FittedStream other =
        FittedStream.fit(
            topology, stream(RecordFiles.write(folder.resolve("two.tfrecord"), vector)));
    assertThat(one).isEqualTo(other);
  }

  private static Example record(Object... features) {
    Example.Builder record = Example.newBuilder();
    for (int i = 0; i < features.length; i += 2) {
      record.getFeaturesBuilder().putFeature((String) features[i], (Feature) features[i + 1]);
    }
    return record.build();
  }

  /** Eight good records, then this one. */
  private void refuses(Example last, String... says) throws IOException {
    List<Example> records = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      records.add(record("x", RecordFiles.floats(i), "w", RecordFiles.texts("a"), "y", yes()));
    }
    records.add(last);
    Path file = RecordFiles.write(folder.resolve("t.tfrecord"), records);
    refuses(file, says);
  }

  private static void refuses(Path file, String... says) {
    Topology topology = Cases.topology(Features.numeric("x"), Features.vocabulary("w", 3));
    Cases.refuses(() -> FittedStream.fit(topology, stream(file)), says);
    try {
      FittedStream.fit(topology, stream(file));
    } catch (ExamplesException e) {
      assertThat(e.getMessage()).doesNotContain("\n");
    }
  }

  private static Feature yes() {
    return RecordFiles.floats(1);
  }

  @Test
  void namesFileRecordAndFeatureOfWhatDoesNotFit() throws IOException {
    refuses(
        record("x", RecordFiles.floats(1, 2), "y", yes()),
        "t.tfrecord record 9, column \"x\"",
        "received 2 values, allowed is one value, or none");
    refuses(
        record("x", RecordFiles.integers(1), "y", yes()),
        "t.tfrecord record 9, column \"x\"",
        "values of type int64, allowed is values of type float");
    refuses(
        record("x", RecordFiles.floats(Float.POSITIVE_INFINITY), "y", yes()),
        "t.tfrecord record 9, column \"x\"",
        "Infinity");
    Feature latin =
        Feature.newBuilder()
            .setBytesList(BytesList.newBuilder().addValue(ByteString.copyFrom(new byte[] {-4})))
            .build();
    refuses(record("w", latin, "y", yes()), "t.tfrecord record 9, column \"w\"", "no UTF-8");
  }

  @Test
  void aFileThatIsCutOffOrBrokenIsNamed() throws IOException {
    Path whole = folder.resolve("whole.tfrecord");
    RecordFiles.write(
        whole,
        Examples.of(
            Numbers.of("x", new float[40]),
            Text.of("w", Collections.nCopies(40, "a")),
            Numbers.of("y", new float[40])));
    byte[] bytes = Files.readAllBytes(whole);
    Path file = folder.resolve("t.tfrecord");
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 3));
    refuses(file, "t.tfrecord record 36 or after", "a truncated record at byte");
    byte[] flipped = bytes.clone();
    flipped[bytes.length / 2] ^= 4;
    Files.write(file, flipped);
    refuses(file, "t.tfrecord record ", "a corrupted record at byte");
    Files.write(file, "x,y\n1,2\n3,4\n1,2\n3,4\n".getBytes(StandardCharsets.UTF_8));
    refuses(file, "t.tfrecord record 1 or after", "a corrupted record at byte 0");
    Files.write(file, RecordFrame.of(new byte[] {9, 9, 9}).array());
    refuses(file, "t.tfrecord record 1", "no tf.Example");
    Path packed = folder.resolve("t.tfrecord.gz");
    Files.write(packed, bytes);
    refuses(packed, "t.tfrecord.gz record 1 or after");
    refuses(folder.resolve("gone.tfrecord"), "gone.tfrecord", "no such file");
    refuses(folder, "no file that can be read");
    Files.write(file, new byte[0]);
    refuses(file, "t.tfrecord: received 0 rows");
    RecordFiles.write(file, Examples.of(Numbers.of("a", 1), Numbers.of("b", 1)));
    refuses(file, "t.tfrecord: received the features a, b");
    RecordFiles.write(file, Examples.of(Numbers.of("x", 1), Numbers.of("y", 1)));
    refuses(file, "a column \"w\"");
  }

  /** Bytes changed at random places: a table, or an error of one line. */
  @Test
  void anyBytesAreATableOrAnError() throws IOException {
    Path whole = RecordFiles.write(folder.resolve("whole.tfrecord"), Cases.rows(40, 5));
    byte[] bytes = Files.readAllBytes(whole);
    Random random = new Random(8);
    int errors = 0;
    for (int i = 0; i < 60; i++) {
      byte[] changed =
          random.nextBoolean()
              ? bytes.clone()
              : Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
      Path file = Files.write(folder.resolve("f.tfrecord"), changed);
      try {
        FittedStream.fit(Cases.everything(), stream(file));
      } catch (ExamplesException e) {
        errors++;
        assertThat(e.problems().get(0).toString()).startsWith("f.tfrecord").doesNotContain("\n");
      }
    }
    assertThat(errors).isEqualTo(60);
  }

  /** Records with sound checksums whose bytes are no longer those of the tf.Example. */
  @Test
  void anyRecordIsARowOrAnErrorThatNamesTheFile() throws IOException {
    List<byte[]> records = RecordFiles.records(Cases.rows(40, 5));
    Random random = new Random(8);
    int errors = 0;
    for (int i = 0; i < 440; i++) {
      Path file = folder.resolve("f.tfrecord");
      int changed = random.nextInt(records.size());
      try (OutputStream out = Files.newOutputStream(file)) {
        for (int r = 0; r < records.size(); r++) {
          byte[] record = records.get(r);
          out.write(
              RecordFrame.of(r == changed ? CsvFuzzTest.mutate(record, random) : record).array());
        }
      }
      try {
        assertThat(FittedStream.fit(Cases.everything(), stream(file)).facts().rows()).isEqualTo(40);
      } catch (ExamplesException e) {
        errors++;
        assertThat(e.problems().get(0).path()).startsWith("f.tfrecord");
        assertThat(e.problems().get(0).toString()).doesNotContain("\n");
      }
    }
    assertThat(errors).isBetween(110, 439);
  }
}
