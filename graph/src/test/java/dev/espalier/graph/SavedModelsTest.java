package dev.espalier.graph;

import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.binary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.dsl.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SavedModelsTest {
  @TempDir Path scratch;
  private Path base;
  private TrainedModel model;
  private GoldenBatch golden;

  @BeforeEach
  void train() throws IOException {
    base = scratch.resolve("models/some");
    model = Zoo.of("features", Zoo.features());
    golden = GoldenBatch.of(model.examples, model.evaluate(scratch));
  }

  private Path export(long version) {
    return SavedModels.export(model.frozen(), base, version, "{\"name\":\"x\"}", golden);
  }

  @Test
  void leavesNothingButTheVersion() throws IOException {
    assertThat(export(3)).isEqualTo(base.resolve("3"));
    assertThat(export(12)).isDirectory();
    assertThat(list(base)).containsExactly("12", "3");
    assertThat(list(base.resolve("3")))
        .containsExactly("assets.extra", "saved_model.pb", "variables");
  }

  @Test
  void neverTouchesAVersionThatExists() throws IOException {
    byte[] before = Files.readAllBytes(export(1).resolve("saved_model.pb"));
    assertThatThrownBy(() -> export(1))
        .isInstanceOf(VersionExistsException.class)
        .hasMessageContaining(base.resolve("1").toString());
    assertThat(Files.readAllBytes(base.resolve("1/saved_model.pb"))).isEqualTo(before);
    Files.createDirectory(base.resolve("2"));
    assertThatThrownBy(() -> export(2)).isInstanceOf(VersionExistsException.class);
    Files.createSymbolicLink(base.resolve("4"), Path.of("nowhere"));
    assertThatThrownBy(() -> export(4)).isInstanceOf(VersionExistsException.class);
    assertThat(list(base)).containsExactly("1", "2", "4");
    assertThat(list(base.resolve("2"))).isEmpty();
  }

  @Test
  void letsOneOfTwoExportersToOneVersionWin() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      List<Callable<Path>> both = List.of(() -> export(1), () -> export(1));
      int won = 0;
      for (Future<Path> one : pool.invokeAll(both)) {
        try {
          one.get();
          won++;
        } catch (ExecutionException e) {
          assertThat(e).hasCauseInstanceOf(VersionExistsException.class);
        }
      }
      assertThat(won).isOne();
      assertThat(list(base)).containsExactly("1");
      assertThat(SavedModelLint.problems(base.resolve("1"))).isEmpty();
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void leavesWhatADeadExporterLeft() throws IOException {
    Path dead = Files.createDirectories(base.resolve(".tmp-1-dead"));
    export(1);
    assertThat(dead).isDirectory();
    assertThat(list(base)).containsExactly(".tmp-1-dead", "1");
  }

  @Test
  void leavesNothingWhereTheGoldenBatchDisagrees() throws IOException {
    for (float wrong : new float[] {Float.NaN, 0.5f}) {
      Predictions evaluated = model.evaluate(scratch);
      Map<String, float[]> expected = new java.util.HashMap<>();
      model.plan.topology().taskNames().forEach(t -> expected.put(t, evaluated.values(t)));
      expected.get("rating")[8] = wrong;
      golden = GoldenBatch.of(model.examples, Predictions.of(TrainedModel.ROWS, expected));
      assertThatThrownBy(() -> export(1))
          .isExactlyInstanceOf(ExportException.class)
          .hasMessageContaining("rating/probabilities of example 1")
          .hasMessageContaining("expected is " + wrong);
      assertThat(list(base)).isEmpty();
    }
  }

  @Test
  void allowsAsMuchMoreAsTheModelIsKnownToAmplify() throws IOException {
    Predictions evaluated = model.evaluate(scratch);
    Predictions moved = withRating(evaluated, 1e-3f);
    golden = GoldenBatch.of(model.examples, withRating(evaluated, 5e-3f));
    assertThatThrownBy(() -> export(1)).isExactlyInstanceOf(ExportException.class);
    golden = GoldenBatch.of(model.examples, evaluated).nudged(moved);
    assertThat(golden.allowed("rating", 1, 3))
        .isEqualTo(8e-3f, org.assertj.core.api.Assertions.within(1e-6f));
    assertThat(golden.allowed("rating", 1, 2)).isEqualTo(GoldenBatch.TOLERANCE);
    golden =
        GoldenBatch.of(model.examples, withRating(evaluated, 5e-3f))
            .nudged(withRating(evaluated, 6e-3f));
    assertThat(export(1)).isDirectory();
  }

  /** Answers of which one is that much larger. */
  private Predictions withRating(Predictions all, float more) {
    Map<String, float[]> changed = new java.util.HashMap<>();
    model.plan.topology().taskNames().forEach(t -> changed.put(t, all.values(t).clone()));
    changed.get("rating")[8] += more;
    return Predictions.of(TrainedModel.ROWS, changed);
  }

  @Test
  void leavesNothingWhereAGoldenExampleDoesNotFit() throws IOException {
    model.examples.put("age", RawColumn.ids(1, 2, 3, 4, 5, 6, 7));
    golden = GoldenBatch.of(model.examples, model.evaluate(scratch));
    assertThatThrownBy(() -> export(1))
        .isExactlyInstanceOf(ExportException.class)
        .hasMessageContaining("age FLOAT[batch] received values of type int64");
    assertThat(list(base)).isEmpty();
  }

  @Test
  void refusesVersionsThatNoServerReads() {
    for (long version : new long[] {0, -1, Long.MIN_VALUE}) {
      assertThatThrownBy(() -> export(version))
          .isInstanceOf(ExportException.class)
          .hasMessageContaining(String.valueOf(version));
    }
    assertThat(base).doesNotExist();
  }

  @Test
  void refusesATaskNamedAsTheSignatureOfAllTasks() throws IOException {
    Topology topology =
        Topology.builder("clash").inputs(numeric("x")).task(binary("serving_default")).build();
    model = new TrainedModel(topology, Map.of());
    golden = GoldenBatch.of(model.examples, model.evaluate(scratch));
    assertThatThrownBy(() -> export(1))
        .isExactlyInstanceOf(ExportException.class)
        .hasMessageContaining("another name");
    assertThat(base).doesNotExist();
  }

  @Test
  void saysThatItCannotWrite() throws IOException {
    Path file = Files.writeString(scratch.resolve("file"), "mine");
    base = file;
    assertThatThrownBy(() -> export(1))
        .isExactlyInstanceOf(ExportException.class)
        .hasMessageContaining(file.toString());
    assertThat(file).hasContent("mine");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void saysThatTheDiskTakesNoDirectory() {
    // Not even root makes a directory there.
    base = Path.of("/proc/espalier");
    assertThatThrownBy(() -> export(1))
        .isExactlyInstanceOf(ExportException.class)
        .hasMessageContaining("/proc/espalier");
  }

  @Test
  void keepsNotesThatAnInspectionReads() {
    Inspection inspection = Inspection.of(export(1));
    assertThat(inspection.notes())
        .isEqualTo(new ExportNotes("{\"name\":\"x\"}", model.fitted, model.frozen().pruning()));
    assertThat(inspection.ops()).containsEntry("VariableV2", 17).containsEntry("HashTableV2", 2);
    assertThat(inspection.signatures())
        .extracting(ServedSignature::name)
        .containsExactly("buy", "click", "dwell", "rating", "serving_default");
    assertThat(inspection.text())
        .contains("  in   colour STRING[batch]\n")
        .contains("  out  rating/probabilities FLOAT[batch, 5]\n");
    assertThat(InspectionJson.write(inspection))
        .contains("{\"name\":\"rating/probabilities\",\"type\":\"FLOAT\",\"shape\":[-1,5]}");
  }

  private static List<String> list(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return new ArrayList<>(entries.map(p -> p.getFileName().toString()).sorted().toList());
    }
  }
}
