package dev.espalier.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.espalier.dsl.Blocks;
import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Features;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.Tasks;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.TopologyBuilder;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Topologies and tables that several tests use. */
final class Cases {

  private Cases() {}

  static Topology topology(Feature... features) {
    return Topology.builder("t")
        .inputs(features)
        .shared(Blocks.sharedBottom(2))
        .task(Tasks.regression("y"))
        .build();
  }

  static Topology topology(Task... tasks) {
    TopologyBuilder builder =
        Topology.builder("t").inputs(Features.numeric("x")).shared(Blocks.sharedBottom(2));
    Arrays.stream(tasks).forEach(builder::task);
    return builder.build();
  }

  /** One feature of each kind, and two tasks of which one has missing labels. */
  static Topology everything() {
    return Topology.builder("everything")
        .inputs(
            Features.numeric("age"),
            Features.numeric("v", 3),
            Features.categorical("id", 5),
            Features.vocabulary("word", 3),
            Features.hashed("name", 11))
        .shared(Blocks.sharedBottom(2))
        .task(Tasks.binary("click"))
        .task(Tasks.regression("dwell").mask("seen").exampleWeight("w"))
        .build();
  }

  /** Random rows for {@link #everything}. */
  static Examples rows(int rows, long seed) {
    Random random = new Random(seed);
    float[] age = new float[rows];
    float[] dwell = new float[rows];
    float[] weight = new float[rows];
    for (int i = 0; i < rows; i++) {
      age[i] = random.nextInt(9) == 0 ? Float.NaN : (float) random.nextGaussian() * 10 + 40;
      dwell[i] = random.nextInt(9) == 0 ? Float.NaN : random.nextFloat();
      weight[i] = random.nextInt(3);
    }
    float[] v = new float[rows * 3];
    for (int i = 0; i < v.length; i++) {
      v[i] = random.nextFloat();
    }
    return Examples.of(
        Numbers.of("age", age),
        Numbers.of("v", 3, v),
        Integers.of("id", random.ints(rows, -1, 7).toArray()),
        text("word", rows, () -> random.nextInt(6) == 0 ? null : "w" + random.nextInt(6)),
        text("name", rows, () -> random.nextInt(6) == 0 ? null : "n" + random.nextInt()),
        Integers.of("click", random.ints(rows, 0, 2).toArray()),
        Numbers.of("dwell", dwell),
        Integers.of("seen", random.ints(rows, 0, 2).toArray()),
        Numbers.of("w", weight));
  }

  private static Text text(String name, int rows, Supplier<String> word) {
    return Text.of(name, IntStream.range(0, rows).mapToObj(i -> word.get()).toList());
  }

  /** Holds that a stream is fitted and encoded as this table is, bit by bit, and knows its rows. */
  static void streamsAs(ExampleStream stream, Topology topology, Examples table) {
    FittedStream fitted = FittedStream.fit(topology, stream);
    assertThat(fitted.features()).isEqualTo(Fitting.fit(topology, table));
    EncodedExamples whole = Encoding.encodeTraining(topology, fitted.features(), table);
    int[] at = {0};
    try (Chunks chunks = stream.chunks(topology)) {
      for (int file = 0; file < stream.files().size(); file++) {
        int number = file;
        int first = at[0];
        chunks.read(
            stream.files().get(file),
            part -> {
              assertThat(part.place(0)).isEqualTo(stream.place(number, at[0] - first + 1));
              EncodedExamples encoded =
                  Encoding.encodePart(topology, fitted.features(), part, new Dictionaries());
              for (int row = 0; row < part.rows(); row++, at[0]++) {
                sameRow(encoded, row, whole, at[0]);
              }
            });
      }
    }
    assertThat(at[0]).isEqualTo(table.rows());
  }

  private static void sameRow(EncodedExamples part, int row, EncodedExamples whole, int at) {
    for (int slot = 0; slot < whole.numericWidth(); slot++) {
      assertThat(part.number(row, slot)).isEqualTo(whole.number(at, slot));
    }
    for (int slot = 0; slot < whole.idWidth(); slot++) {
      assertThat(part.id(row, slot)).isEqualTo(whole.id(at, slot));
    }
    for (int task = 0; task < whole.tasks(); task++) {
      assertThat(part.labels(task)[row]).isEqualTo(whole.labels(task)[at]);
      assertThat(part.weights(task)[row]).isEqualTo(whole.weights(task)[at]);
    }
  }

  /** Holds that this is refused with a message that says all of these. */
  static void refuses(Runnable action, String... says) {
    assertThatExceptionOfType(ExamplesException.class)
        .isThrownBy(action::run)
        .satisfies(e -> assertThat(e.getMessage()).contains(says));
  }
}
