package dev.espalier.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.dsl.Blocks;
import dev.espalier.dsl.Features;
import dev.espalier.dsl.Tasks;
import dev.espalier.dsl.Topology;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamReaderTest {
  @TempDir Path folder;

  /** Its number says which row it is. */
  private static Topology numbered() {
    return Topology.builder("numbered")
        .inputs(Features.numeric("x").raw(), Features.categorical("id", 1000))
        .shared(Blocks.sharedBottom(2))
        .task(Tasks.regression("y"))
        .task(Tasks.binary("z"))
        .build();
  }

  private static Examples rows(int count) {
    float[] x = new float[count];
    float[] z = new float[count];
    for (int i = 0; i < count; i++) {
      x[i] = i;
      z[i] = i % 5 == 3 ? Float.NaN : i % 2;
    }
    return Examples.of(
        Numbers.of("x", x),
        Integers.of("id", IntStream.range(0, count).toArray()),
        Numbers.of("y", x),
        Numbers.of("z", z));
  }

  private ExampleStream stream(int rows, int files) throws IOException {
    return ExampleStream.csv(CsvFiles.shards(folder, rows(rows), files));
  }

  private static StreamReader reader(ExampleStream stream, int batch, long seed) {
    FittedStream fitted = FittedStream.fit(numbered(), stream);
    Batches batches = Batches.shuffled(fitted.facts().rows(), batch, seed);
    return new StreamReader(stream, numbered(), fitted, batches, seed);
  }

  /** The rows of a batch, after a check that each is whole. */
  private static List<Integer> read(BatchSource reader, int batch, int epoch, int at) {
    FloatBuffer numbers = FloatBuffer.allocate(batch);
    IntBuffer ids = IntBuffer.allocate(batch);
    FloatBuffer labels = FloatBuffer.allocate(2 * batch);
    FloatBuffer weights = FloatBuffer.allocate(2 * batch);
    int size = reader.read(new BatchPosition(epoch, at), numbers, ids, labels, weights);
    List<Integer> rows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      int row = ids.get(i);
      rows.add(row);
      boolean missing = row % 5 == 3;
      assertThat(reader.place(i)).matches("part-\\d\\.csv(\\.gz)? line \\d+");
      assertThat(numbers.get(i)).isEqualTo(row);
      assertThat(labels.get(i)).isEqualTo(row);
      assertThat(labels.get(size + i)).isEqualTo(missing ? 0 : row % 2);
      assertThat(weights.get(i)).isEqualTo(1f);
      assertThat(weights.get(size + i)).isEqualTo(missing ? 0f : 1f);
    }
    return rows;
  }

  private static List<Integer> epoch(BatchSource reader, int batch, int epoch, int batches) {
    List<Integer> rows = new ArrayList<>();
    for (int b = 0; b < batches; b++) {
      rows.addAll(read(reader, batch, epoch, b));
    }
    return rows;
  }

  /** Any buffer, any number of files, rows at a time and batches ahead. */
  @Test
  void everyRowIsReadExactlyOnceInAnEpochButForWhatFillsNoBatch() throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < 40; i++) {
      int count = 5 + random.nextInt(120);
      int batch = 1 + random.nextInt(20);
      ExampleStream stream =
          stream(count, 1 + random.nextInt(4))
              .shuffle(1 + random.nextInt(150))
              .rowsAtATime(1 + random.nextInt(50))
              .prefetch(1 + random.nextInt(3));
      int size = Math.min(batch, count);
      List<List<Integer>> epochs = new ArrayList<>();
      try (StreamReader reader = reader(stream, batch, i)) {
        for (int e = 0; e < 3; e++) {
          List<Integer> rows = epoch(reader, size, e, count / size);
          assertThat(rows).hasSize(count / size * size).doesNotHaveDuplicates();
          epochs.add(rows);
        }
      }
      if (stream.shuffledRows() > 10 && count > 40) {
        assertThat(new HashSet<>(epochs)).as("orders").hasSize(3);
      }
    }
  }

  @Test
  void aBufferOfOneRowKeepsTheOrderOfTheFile() throws IOException {
    try (StreamReader reader = reader(stream(20, 1).shuffle(1).rowsAtATime(7), 5, 3)) {
      assertThat(epoch(reader, 5, 0, 4)).isEqualTo(IntStream.range(0, 20).boxed().toList());
      assertThat(epoch(reader, 5, 1, 4)).isEqualTo(IntStream.range(0, 20).boxed().toList());
    }
  }

  @Test
  void knowsWhereTheRowsOfTheLastBatchCameFrom() throws IOException {
    try (StreamReader reader = reader(stream(40, 2).shuffle(30), 7, 3)) {
      for (int b = 0; b < 5; b++) {
        List<Integer> rows = read(reader, 7, 0, b);
        for (int i = 0; i < 7; i++) {
          int row = rows.get(i);
          assertThat(reader.place(i))
              .isEqualTo(
                  row < 20 ? "part-0.csv line " + (row + 2) : "part-1.csv.gz line " + (row - 18));
        }
      }
    }
  }

  @Test
  void filesComeInAnotherOrderInEachEpoch() throws IOException {
    try (StreamReader reader = reader(stream(40, 4).shuffle(1), 10, 3)) {
      List<Integer> first =
          IntStream.range(0, 12).mapToObj(e -> read(reader, 10, e, 0).get(0)).toList();
      assertThat(first).containsOnly(0, 10, 20, 30).contains(0, 10, 20, 30);
    }
  }

  /** However it was come to: forward, over several batches, back, and with other rows at a time. */
  @Test
  void aBatchIsTheSameWhateverWasReadBefore() throws IOException {
    ExampleStream stream = stream(90, 3).shuffle(30);
    List<List<Integer>> batches = new ArrayList<>();
    try (StreamReader reader = reader(stream, 8, 5)) {
      for (int i = 0; i < 33; i++) {
        batches.add(read(reader, 8, i / 11, i % 11));
      }
      assertThat(read(reader, 8, 1, 4)).isEqualTo(batches.get(15));
      assertThat(read(reader, 8, 2, 9)).isEqualTo(batches.get(31));
      assertThat(read(reader, 8, 2, 9)).isEqualTo(batches.get(31));
      assertThat(read(reader, 8, 0, 0)).isEqualTo(batches.get(0));
    }
    try (StreamReader other = reader(stream.rowsAtATime(3).prefetch(1), 8, 5)) {
      assertThat(read(other, 8, 2, 3)).isEqualTo(batches.get(25));
    }
    try (StreamReader other = reader(stream, 8, 6)) {
      assertThat(read(other, 8, 0, 0)).isNotEqualTo(batches.get(0));
    }
  }

  @Test
  void closingEndsItsThread() throws IOException {
    StreamReader reader = reader(stream(90, 2), 8, 5);
    assertThat(threads()).isZero();
    read(reader, 8, 0, 0);
    assertThat(threads()).isEqualTo(1);
    reader.close();
    assertThat(threads()).isZero();
    reader.close();
    assertThat(read(reader, 8, 0, 1)).hasSize(8);
    reader.close();
    assertThat(threads()).isZero();
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("espalier-stream"))
        .count();
  }

  @Test
  void whatGoesWrongInTheThreadIsThrownWhereTheBatchIsRead() throws IOException {
    ExampleStream stream = stream(30, 1).shuffle(1).rowsAtATime(10);
    try (StreamReader reader = reader(stream, 5, 5)) {
      Path file = stream.files().get(0);
      String text = Files.readString(file);
      Files.writeString(file, text.replace("25.0,\"25\"", "25.0,\"25x\""));
      assertThat(read(reader, 5, 0, 0)).hasSize(5);
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> read(reader, 5, 0, 5))
            .isInstanceOf(ExamplesException.class)
            .hasMessage(
                "part-0.csv line 27, column \"id\": received \"25x\", allowed is a number. Correct"
                    + " the cell, or say CsvFormat.missing(\"25x\") where it marks a missing"
                    + " value.");
      }
    }
    assertThat(threads()).isZero();
  }

  @Test
  void refusesFilesThatChangedSinceTheyWereFitted() throws IOException {
    ExampleStream stream = stream(30, 1);
    try (StreamReader reader = reader(stream, 5, 5)) {
      Path file = stream.files().get(0);
      Files.writeString(file, Files.readString(file) + "1,1,1,1\n");
      read(reader, 5, 0, 0);
      assertThatThrownBy(() -> read(reader, 5, 1, 0))
          .hasMessageContaining(
              "part-0.csv: received 31 rows in epoch 1, allowed is 30 rows, as when");
    }
  }

  @Test
  void refusesWhatIsNoStream() {
    assertThatThrownBy(() -> ExampleStream.csv()).hasMessageContaining("no file");
    assertThatThrownBy(() -> ExampleStream.csv(folder).shuffle(0).rowsAtATime(0))
        .hasMessageContaining("stream.shuffledRows: received 0, allowed is at least 1");
  }
}
