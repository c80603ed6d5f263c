package dev.espalier.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.training.data.Column;
import dev.espalier.training.data.CsvFiles;
import dev.espalier.training.data.ExampleStream;
import dev.espalier.training.data.ExampleStreams;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.ExamplesException;
import dev.espalier.training.data.FittedStreams;
import dev.espalier.training.data.Fitting;
import dev.espalier.training.data.FittingListener;
import dev.espalier.training.data.ParquetFiles;
import dev.espalier.training.report.TrainingReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training on rows of several streams in each step. */
class StreamsRunTest {
  private static final Examples VALIDATION = SmallRun.examples(200, 2);

  @TempDir Path folder;
  private Examples clicks;
  private Examples kinds;
  private ExampleStreams streams;

  /** Who clicks is in files of text, which kind it is in one of Parquet. */
  @BeforeEach
  void write() throws IOException {
    clicks = without(SmallRun.examples(500, 1), List.of("kind"));
    kinds = without(SmallRun.examples(120, 3), List.of("click", "dwell", "clicked"));
    streams =
        ExampleStreams.together(
            ExampleStream.csv(CsvFiles.shards(folder, clicks, 2)).shuffle(90).perStep(48),
            ExampleStream.parquet(ParquetFiles.write(folder.resolve("k.parquet"), kinds))
                .shuffle(50)
                .perStep(16));
  }

  private static Examples without(Examples table, List<String> names) {
    List<Column> kept =
        table.columns().stream().filter(column -> !names.contains(column.name())).toList();
    return Examples.of(kept);
  }

  /** Features are fitted on the rows of both, as on tables put together. */
  @Test
  void isFittedAsTheTablesTogether() {
    FittedStreams fitted =
        FittedStreams.fit(SmallRun.topology(), streams, new FittingListener() {});
    Examples together = Examples.together(clicks.perStep(48), kinds.perStep(16));
    assertThat(fitted.features()).isEqualTo(Fitting.fit(SmallRun.topology(), together));
    assertThat(fitted.facts()).extracting("rows").containsExactly(500, 120);
    assertThat(fitted.facts()).extracting("weighted").containsExactly(true, true);
    assertThat(FittedStreams.read(fitted.features(), fitted.write())).isEqualTo(fitted);
  }

  @Test
  void learnsAllTasksAndAResumedRunEndsAsIfItHadNotStopped() {
    Checkpoints checkpoints = Checkpoints.in(folder.resolve("run")).every(4);
    try (Model model = Model.compile(SmallRun.topology());
        Model half = Model.compile(SmallRun.topology());
        Model rest = Model.compile(SmallRun.topology())) {
      TrainingReport report = model.fit(streams, VALIDATION, SmallRun.settings().epochs(6).build());
      assertThat(report.history().epochs().get(5).step()).isEqualTo(6 * (500 / 48));
      assertThat(model.evaluate(VALIDATION).get(0).mainValue()).isGreaterThan(.75);
      half.fit(streams, VALIDATION, SmallRun.settings().steps(27).checkpoints(checkpoints).build());
      rest.fit(
          streams,
          VALIDATION,
          SmallRun.settings().epochs(6).checkpoints(checkpoints.resume()).build());
      assertThat(SmallRun.bits(rest)).isEqualTo(SmallRun.bits(model));
    }
  }

  @Test
  void partsOfABatchTakeTheirShareOfEach() {
    try (Model model = Model.compile(SmallRun.topology())) {
      TrainingReport report =
          model.fit(streams, VALIDATION, SmallRun.settings().epochs(1).microBatches(4).build());
      assertThat(report.history().epochs().get(0).step()).isEqualTo(500 / 48);
    }
  }

  @Test
  void saysWhatNoStreamHas() throws IOException {
    ExampleStreams lacking =
        ExampleStreams.together(
            ExampleStream.csv(CsvFiles.write(folder.resolve("c.csv"), clicks)).perStep(48));
    assertThatThrownBy(
            () -> FittedStreams.fit(SmallRun.topology(), lacking, new FittingListener() {}))
        .isInstanceOf(ExamplesException.class)
        .hasMessageContaining("c.csv")
        .hasMessageContaining("a column \"kind\"");
    assertThatThrownBy(() -> lacking.portions().get(0).stream().perStep(0))
        .isInstanceOf(ExamplesException.class)
        .hasMessageContaining("at least 1");
  }
}
