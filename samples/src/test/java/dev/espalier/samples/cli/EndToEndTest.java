package dev.espalier.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.espalier.dsl.json.TopologyJson;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.training.Model;
import dev.espalier.training.data.CsvFormat;
import dev.espalier.training.data.Examples;
import dev.espalier.training.metrics.Metric;
import dev.espalier.training.metrics.Metrics;
import dev.espalier.training.report.HistoryJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import kotlinx.serialization.json.JsonArray;
import kotlinx.serialization.json.JsonObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table becomes a run, the run a served model, and the served model answers. */
class EndToEndTest {
  @TempDir static Path folder;
  private static Shop shop;
  private static Path run;
  private static Path model;
  private static Espalier trained;
  private static Espalier exported;

  @BeforeAll
  static void trainAndExport() throws IOException {
    shop = Shop.in(folder);
    run = folder.resolve("run");
    trained = train("--out", run, "--epochs", 3, "--clip", 1).succeeds();
    Path base = folder.resolve("models/shop");
    exported = Espalier.run("export", run, "--to", base, "--version", 1).succeeds();
    model = base.resolve("1");
  }

  private static Espalier train(Object... more) {
    List<Object> all =
        new ArrayList<>(
            List.of("train", "--topology", shop.topology(), "--train", shop.training()));
    all.addAll(List.of("--batch", 64, "--seed", 5));
    all.addAll(List.of(more));
    return Espalier.run(all.toArray());
  }

  @Test
  void trainingPrintsTypesTopologyAndMetrics() {
    assertThat(trained.out())
        .containsPattern("city +text +\\d+ +3 +Berlin +Paris")
        .containsPattern("training: 540 rows, validation: 60 rows")
        .containsPattern("snr +3 shared +2 shared")
        .containsPattern("best epoch \\d of 3")
        .containsPattern("(?m)^rating .*\\d\\.\\d{4}");
    assertThat(trained.err()).containsPattern("epoch 3: click auc 0\\.\\d{4}");
  }

  @Test
  void aRunHoldsWhatPeopleAndProgramsRead() throws IOException {
    assertThat(TopologyJson.read(Files.readString(run.resolve("topology.json"))))
        .isEqualTo(shop.model());
    assertThat(HistoryJson.read(Files.readString(run.resolve("history.json"))).epochs()).hasSize(3);
    assertThat(Files.readAllLines(run.resolve("history.csv"))).hasSize(4);
    assertThat(Files.readString(run.resolve("report.md"))).contains("| rating", "](conflicts.svg)");
    assertThat(Files.readString(run.resolve("report.html")))
        .contains(
            "<h2>Calibration</h2>", "<h2>Topology</h2>", "<td>seed</td>", "<td>TensorFlow</td>");
    assertThat(Files.readString(run.resolve("conflicts.svg"))).contains("epoch 3: cosine ");
  }

  @Test
  void aRunIsNotOverwritten() {
    Espalier again = train("--out", run, "--epochs", 3, "--clip", 1);
    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.err().lines()).singleElement().asString().contains("Resume");
  }

  @Test
  void machinesFollowATraining() {
    Path other = folder.resolve("other");
    Espalier events =
        train(
            "--out",
            other,
            "--json",
            "--steps",
            20,
            "--valid",
            shop.training(),
            "--device",
            "cpu",
            "--gradients",
            "equal",
            "--optimizer",
            "rmsprop",
            "--learning-rate",
            0.01,
            "--checkpoint-every",
            5,
            "--early-stopping",
            "click:5");
    List<JsonObject> lines = events.succeeds().jsonLines();
    assertThat(lines)
        .extracting(line -> String.valueOf(line.get("event")).replace("\"", ""))
        .startsWith("data", "start")
        .endsWith("epoch", "done");
    assertThat(lines.get(1).get("steps")).hasToString("20");
    JsonObject done = lines.get(lines.size() - 1);
    assertThat(done.get("stopped_by")).hasToString("null");
    assertThat((JsonArray) done.get("tasks")).hasSize(4);
    assertThat((JsonArray) done.get("hashed_features")).isEmpty();
    assertThat(events.err()).isEmpty();
  }

  @Test
  void evaluationIsThatOfTheLibrary() {
    Espalier json = Espalier.run("evaluate", run, "--data", shop.training(), "--json").succeeds();
    JsonObject click = (JsonObject) ((JsonArray) json.json().get("tasks")).get(0);
    try (Model loaded = Model.load(run)) {
      Examples examples = Examples.csv(shop.training(), CsvFormat.defaults().of(shop.model()));
      double auc = loaded.evaluate(examples).get(0).mainValue();
      assertThat(((JsonObject) click.get("metrics")).get("auc")).hasToString("" + auc);
    }
    Espalier text = Espalier.run("evaluate", run, "--data", shop.training()).succeeds();
    assertThat(text.out()).containsPattern("task +auc +log_loss +accuracy +rmse +mae");
  }

  @Test
  void metricsAreMeasuredWhereTheyAreAskedFor() {
    Espalier json =
        Espalier.run(
                "evaluate", run, "--data", shop.training(), "--json", "--metrics", "f1,calibration")
            .succeeds();
    JsonObject click = (JsonObject) ((JsonArray) json.json().get("tasks")).get(0);
    try (Model loaded = Model.load(run)) {
      Examples examples = Examples.csv(shop.training(), CsvFormat.defaults().of(shop.model()));
      double ratio =
          loaded.evaluate(examples, Metrics.calibration()).get(0).value(Metric.CALIBRATION);
      JsonObject found = (JsonObject) click.get("metrics");
      assertThat(found.get("calibration")).hasToString("" + ratio);
      assertThat(found).containsKey("f1").doesNotContainKey("pr_auc");
    }
    assertThat(
            Espalier.run("evaluate", run, "--data", shop.training(), "--metrics", "f1")
                .succeeds()
                .out())
        .containsPattern("task .*f1");
    Espalier.run("evaluate", run, "--data", shop.training(), "--metrics", "f2")
        .isRefused("--metrics: received \"f2\", allowed are [pr_auc, normalized_entropy");
  }

  @Test
  void readsTablesAsTheyAreWritten() throws IOException {
    List<String> lines = Files.readAllLines(shop.training());
    Path tabs = folder.resolve("tabs.tsv");
    Files.write(
        tabs,
        lines.stream()
            .skip(1)
            .map(line -> line.replace("\"New York, NY\"", "New York; NY").replace(",", "\t"))
            .map(line -> line.replace("\t\t", "\tNA\t").replace("New York; NY", "New York, NY"))
            .toList());
    Espalier plain = Espalier.run("evaluate", run, "--data", shop.training());
    Espalier other =
        Espalier.run(
            "evaluate",
            run,
            "--data",
            tabs,
            "--delimiter",
            "tab",
            "--missing",
            "?,NA",
            "--names",
            lines.get(0));
    assertThat(other.succeeds().out()).isEqualTo(plain.out());
  }

  @Test
  void exportTellsWhatWasPruned() {
    assertThat(exported.out()).contains("topology.shared[1].snr", "model: " + model);
  }

  @Test
  void aVersionIsNotOverwritten() {
    Espalier.run("export", run, "--to", model.getParent(), "--version", 1).isRefused("exists");
  }

  @Test
  void machinesReadAnExport() {
    Espalier json =
        Espalier.run("export", run, "--to", folder.resolve("again"), "--version", 7, "--json");
    JsonObject pruning = (JsonObject) json.succeeds().json().get("pruning");
    assertThat(((JsonObject) pruning.get("before")).get("parameters"))
        .hasToString("" + Plan.of(shop.model()).parameterCount());
    assertThat(json.json().get("model")).hasToString("\"" + folder.resolve("again/7") + "\"");
  }

  @Test
  void inspectionShowsSignaturesAndPruning() {
    assertThat(Espalier.run("inspect", model).succeeds().out())
        .contains("serving_default", "rating/probabilities", "topology.shared[1].snr");
    JsonObject json = Espalier.run("inspect", model, "--json").succeeds().json();
    assertThat((JsonArray) json.get("signatures")).hasSize(5);
    JsonObject notes = (JsonObject) json.get("notes");
    assertThat(TopologyJson.read(String.valueOf(notes.get("topology")))).isEqualTo(shop.model());
  }

  @Test
  void damagedNotesAreRefused() throws IOException {
    Path base = folder.resolve("damaged");
    Espalier.run("export", run, "--to", base, "--version", 1).succeeds();
    Files.writeString(base.resolve("1/assets.extra/espalier.json"), "{");
    Espalier.run("inspect", base.resolve("1")).isRefused("espalier.json");
  }

  @Test
  void servedPredictionsAreThoseOfTheTrainedModel() {
    List<String> lines = predict().succeeds().out().lines().toList();
    assertThat(lines.get(0))
        .isEqualTo(
            "buy/probability,click/probability,dwell/value,"
                + "rating/probabilities/0,rating/probabilities/1,rating/probabilities/2");
    try (Model loaded = Model.load(run)) {
      Examples examples = Examples.csv(shop.newcomers(), CsvFormat.defaults().of(shop.model()));
      float[] click = loaded.predict(examples).values("click");
      assertThat(lines).hasSize(click.length + 1);
      for (int row = 0; row < click.length; row++) {
        float served = Float.parseFloat(lines.get(row + 1).split(",")[1]);
        assertThat(served).isCloseTo(click[row], offset(1e-6f));
      }
    }
  }

  private static Espalier predict(Object... more) {
    List<Object> all = new ArrayList<>(List.of("predict", model, "--data", shop.newcomers()));
    all.addAll(List.of(more));
    return Espalier.run(all.toArray());
  }

  @Test
  void oneTaskIsAskedThroughItsOwnSignature() throws IOException {
    Path out = folder.resolve("click.csv");
    Espalier json = predict("--task", "click", "--out", out, "--json").succeeds();
    assertThat(json.json().get("rows")).hasToString("10");
    List<String> all = predict().out().lines().map(line -> line.split(",")[1]).toList();
    assertThat(Files.readAllLines(out)).isEqualTo(all);
  }

  @Test
  void machinesReadPredictions() {
    List<JsonObject> lines = predict("--json").succeeds().jsonLines();
    assertThat(lines).hasSize(10);
    assertThat((JsonArray) lines.get(0).get("rating/probabilities")).hasSize(3);
    String first = predict().out().lines().skip(1).findFirst().orElseThrow();
    assertThat(lines.get(0).get("buy/probability")).hasToString(first.split(",")[0]);
  }

  @Test
  void wrongRequestsAreRefused() throws IOException {
    predict("--task", "clack").isRefused("click");
    Path narrow = folder.resolve("narrow.csv");
    Files.writeString(narrow, "age,price,city\n30,0.5,Paris\n");
    Espalier.run("predict", model, "--data", narrow).isRefused("column \"item\"");
    Path fraction = folder.resolve("fraction.csv");
    Files.writeString(fraction, "age,price,city,item\n30,0.5,Paris,1.5\n");
    Espalier.run("predict", model, "--data", fraction).isRefused("fraction.csv line 2");
    predict("--out", folder.resolve("absent/p.csv")).isRefused("absent");
  }
}
