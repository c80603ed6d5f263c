package dev.espalier.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Blocks;
import dev.espalier.dsl.Features;
import dev.espalier.dsl.Tasks;
import dev.espalier.dsl.Topology;
import dev.espalier.training.data.CsvFiles;
import dev.espalier.training.data.ExampleStream;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.ExamplesException;
import dev.espalier.training.data.ParquetFiles;
import dev.espalier.training.data.RecordFiles;
import dev.espalier.training.data.Text;
import dev.espalier.training.metrics.Metrics;
import dev.espalier.training.metrics.TaskMetrics;
import dev.espalier.training.report.Epoch;
import dev.espalier.training.report.TrainingReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamRunTest {
  private static final Examples VALIDATION = SmallRun.examples(200, 2);

  @TempDir static Path data;
  private static ExampleStream training;

  @TempDir Path folder;

  @BeforeAll
  static void write() throws IOException {
    training =
        ExampleStream.csv(CsvFiles.shards(data, SmallRun.examples(600, 1), 3))
            .shuffle(150)
            .rowsAtATime(64);
  }

  @Test
  void learnsFromFiles() {
    try (Model model = Model.compile(SmallRun.topology())) {
      TrainingReport report =
          model.fit(training, VALIDATION, SmallRun.settings().epochs(8).build());
      assertThat(report.history().epochs()).hasSize(8);
      assertThat(report.history().epochs().get(7).step()).isEqualTo(8 * (600 / 64));
      TaskMetrics click = model.evaluate(VALIDATION).get(0);
      assertThat(click.mainValue()).isGreaterThan(.8);
    }
    assertThat(threads()).isZero();
  }

  @Test
  void twoRunsAreEqualWhateverIsReadAtATime() {
    try (Model model = Model.compile(SmallRun.topology());
        Model again = Model.compile(SmallRun.topology())) {
      model.fit(training, VALIDATION, SmallRun.settings().build());
      again.fit(training.rowsAtATime(11).prefetch(1), VALIDATION, SmallRun.settings().build());
      assertThat(SmallRun.bits(again)).isEqualTo(SmallRun.bits(model));
    }
  }

  /** The same rows in files that are cut alike: the same batches bit by bit. */
  @Test
  void recordsTrainAsLinesDo() throws IOException {
    ExampleStream records =
        ExampleStream.tfRecord(RecordFiles.shards(folder, SmallRun.examples(600, 1), 3))
            .shuffle(150);
    try (Model model = Model.compile(SmallRun.topology());
        Model other = Model.compile(SmallRun.topology())) {
      model.fit(training, VALIDATION, SmallRun.settings().build());
      other.fit(records, VALIDATION, SmallRun.settings().build());
      assertThat(SmallRun.bits(other)).isEqualTo(SmallRun.bits(model));
    }
    assertThat(threads()).isZero();
  }

  /** The same in columns, also of a run that was stopped in the second epoch. */
  @Test
  void parquetTrainsAsLinesDoAndGoesOn() throws IOException {
    ExampleStream columns =
        ExampleStream.parquet(ParquetFiles.shards(folder, SmallRun.examples(600, 1), 3))
            .shuffle(150);
    Checkpoints checkpoints = Checkpoints.in(folder.resolve("run")).every(4);
    try (Model model = Model.compile(SmallRun.topology());
        Model half = Model.compile(SmallRun.topology());
        Model rest = Model.compile(SmallRun.topology())) {
      model.fit(training, VALIDATION, SmallRun.settings().build());
      half.fit(columns, VALIDATION, SmallRun.settings().steps(13).checkpoints(checkpoints).build());
      rest.fit(
          columns.rowsAtATime(13),
          VALIDATION,
          SmallRun.settings().checkpoints(checkpoints.resume()).build());
      assertThat(SmallRun.bits(rest)).isEqualTo(SmallRun.bits(model));
    }
    assertThat(threads()).isZero();
  }

  /** What is measured on a stream is what is measured in memory, digit for digit. */
  @Test
  void validatesOnFiles() throws IOException {
    // Two parts and a bit, with the rows of a query in all of them.
    Examples table = SmallRun.examples(9000, 2);
    ExampleStream held = ExampleStream.csv(CsvFiles.write(folder.resolve("v.csv"), table));
    TrainingSettingsBuilder settings =
        SmallRun.settings().epochs(2).metrics(Metrics.groupedAuc("query"), Metrics.prAuc());
    try (Model model = Model.compile(SmallRun.topology());
        Model other = Model.compile(SmallRun.topology())) {
      TrainingReport inMemory = model.fit(training, table, settings.build());
      TrainingReport streamed = other.fit(training, held, settings.build());
      assertThat(SmallRun.bits(other)).isEqualTo(SmallRun.bits(model));
      for (int e = 0; e < 2; e++) {
        assertThat(streamed.history().epochs().get(e).validation())
            .isEqualTo(inMemory.history().epochs().get(e).validation());
      }
      assertThat(other.evaluate(held)).isEqualTo(model.evaluate(table));
      assertThat(other.calibration(held)).isEqualTo(model.calibration(table));
      Map<String, float[][]> gates = model.gates(table);
      other
          .gates(held)
          .forEach(
              (path, mean) ->
                  assertThat(mean[0]).containsExactly(gates.get(path)[0], within(1e-5f)));
      assertThat(other.gates(held).keySet()).isEqualTo(gates.keySet());
    }
  }

  @Test
  void saysWhatAStreamToValidateOnLacks() throws IOException {
    Examples table = SmallRun.examples(50, 2);
    try (Model model = Model.compile(SmallRun.topology())) {
      model.fit(training, VALIDATION, SmallRun.settings().epochs(1).build());
      ExampleStream held = ExampleStream.csv(CsvFiles.write(folder.resolve("v.csv"), table));
      assertThatThrownBy(() -> model.evaluate(held, Metrics.groupedAuc("user")))
          .isInstanceOf(ExamplesException.class)
          .hasMessageContaining("v.csv")
          .hasMessageContaining("a column \"user\"");
      Examples none = table.with(Text.of("click", Collections.nCopies(50, null)));
      ExampleStream unlabelled = ExampleStream.csv(CsvFiles.write(folder.resolve("u.csv"), none));
      assertThatThrownBy(() -> model.evaluate(unlabelled))
          .isInstanceOf(ExamplesException.class)
          .hasMessageContaining("click");
      Files.writeString(folder.resolve("e.csv"), "a\n");
      assertThatThrownBy(() -> model.evaluate(ExampleStream.csv(folder.resolve("e.csv"))))
          .isInstanceOf(ExamplesException.class)
          .hasMessageContaining("no rows");
    }
  }

  /** Stopped in the second epoch, of which nine batches were to come. */
  @Test
  void aResumedRunEndsAsIfItHadNotStopped() {
    Checkpoints checkpoints = Checkpoints.in(folder).every(4);
    try (Model model = Model.compile(SmallRun.topology());
        Model half = Model.compile(SmallRun.topology());
        Model rest = Model.compile(SmallRun.topology())) {
      model.fit(training, VALIDATION, SmallRun.settings().build());
      Map<String, List<Integer>> expected = SmallRun.bits(model);
      half.fit(
          training, VALIDATION, SmallRun.settings().steps(13).checkpoints(checkpoints).build());
      assertThat(SmallRun.bits(half)).isNotEqualTo(expected);
      rest.fit(training, VALIDATION, SmallRun.settings().checkpoints(checkpoints.resume()).build());
      assertThat(SmallRun.bits(rest)).isEqualTo(expected);
    }
  }

  @Test
  void partsOfABatchAreThoseOfTheBatch() {
    try (Model model = Model.compile(plain());
        Model parts = Model.compile(plain())) {
      TrainingSettingsBuilder settings =
          SmallRun.settings().gradients(GradientSteps.equalWeights(), GradientSteps.sgd(.01f));
      model.fit(training, VALIDATION, settings.build());
      parts.fit(training, VALIDATION, settings.microBatches(4).build());
      Map<String, List<Integer>> whole = SmallRun.bits(model);
      SmallRun.bits(parts)
          .forEach(
              (name, bits) -> {
                for (int i = 0; i < bits.size(); i++) {
                  assertThat(Float.intBitsToFloat(bits.get(i)))
                      .isCloseTo(Float.intBitsToFloat(whole.get(name).get(i)), within(1e-4f));
                }
              });
    }
  }

  private static Topology plain() {
    return Topology.builder("plain")
        .inputs(Features.numeric("a"), Features.numeric("v", 3))
        .shared(Blocks.sharedBottom(8))
        .task(Tasks.binary("click"))
        .build();
  }

  @Test
  void aTableIsNotResumedFromAStream() {
    Checkpoints checkpoints = Checkpoints.in(folder).every(4);
    try (Model model = Model.compile(SmallRun.topology())) {
      model.fit(
          training, VALIDATION, SmallRun.settings().steps(4).checkpoints(checkpoints).build());
      TrainingSettings on = SmallRun.settings().checkpoints(checkpoints.resume()).build();
      assertThatThrownBy(() -> model.fit(SmallRun.examples(600, 1), VALIDATION, on))
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining("of a stream of 3 files shuffled in 150 rows");
      assertThatThrownBy(() -> model.fit(training.shuffle(99), VALIDATION, on))
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining("shuffled in 99 rows");
    }
  }

  /** The file is whole while features are fitted, and cut off when the second epoch reads it. */
  @Test
  void aFileThatBreaksEndsTheRunWithItsPlaceAndKeepsTheCheckpoint() throws IOException {
    Path file = CsvFiles.write(folder.resolve("t.csv"), SmallRun.examples(600, 1));
    String text = Files.readString(file);
    String whole = text.substring(0, text.indexOf('\n', text.length() / 2) + 1);
    Checkpoints checkpoints = Checkpoints.in(folder.resolve("run")).every(4);
    TrainingListener breaking =
        new TrainingListener() {
          @Override
          public void onEpoch(Epoch epoch) {
            try {
              Files.writeString(file, whole + "1,2\n");
            } catch (IOException failure) {
              throw new UncheckedIOException(failure);
            }
          }
        };
    ExampleStream stream = ExampleStream.csv(file).shuffle(10).rowsAtATime(16).prefetch(1);
    try (Model model = Model.compile(SmallRun.topology())) {
      assertThatThrownBy(
              () ->
                  model.fit(
                      stream,
                      VALIDATION,
                      SmallRun.settings()
                          .checkpoints(checkpoints)
                          .listener(breaking)
                          .epochs(50)
                          .build()))
          .isInstanceOf(ExamplesException.class)
          .hasMessageContaining("t.csv line ")
          .hasMessageContaining("cells");
    }
    assertThat(threads()).isZero();
    Files.writeString(file, text);
    try (Model model = Model.compile(SmallRun.topology())) {
      TrainingReport report =
          model.fit(
              stream,
              VALIDATION,
              SmallRun.settings().epochs(3).checkpoints(checkpoints.resume()).build());
      assertThat(report.history().epochs()).hasSize(3);
    }
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("espalier-stream"))
        .count();
  }
}
