package dev.espalier.samples.cli;

import static dev.espalier.dsl.Blocks.cascade;
import static dev.espalier.dsl.Blocks.dense;
import static dev.espalier.dsl.Blocks.exit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.dsl.Block;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.json.TopologyJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import kotlinx.serialization.json.JsonArray;
import kotlinx.serialization.json.JsonObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model with exits is trained, its thresholds are tried, and one is chosen. */
class CascadeCommandTest {
  @TempDir static Path folder;
  private static Shop shop;
  private static Path run;

  @BeforeAll
  static void train() throws IOException {
    shop = Shop.in(folder);
    run = train("cascade", cascade(dense(8), exit(4), dense(16)));
  }

  private static Path train(String name, Block block) throws IOException {
    Topology model = shop.model();
    Path file = folder.resolve(name + ".json");
    Files.writeString(
        file,
        TopologyJson.write(new Topology(name, model.inputs(), List.of(block), model.tasks())));
    Path out = folder.resolve(name);
    Espalier.run(
            "train",
            "--topology",
            file,
            "--train",
            shop.training(),
            "--out",
            out,
            "--batch",
            64,
            "--epochs",
            2,
            "--seed",
            5)
        .succeeds();
    return out;
  }

  @Test
  void printsARowPerThreshold() {
    Espalier sweep =
        Espalier.run(
                "cascade",
                run,
                "--data",
                shop.training(),
                "--thresholds",
                "0,0.5,1",
                "--csv",
                folder.resolve("sweep.csv"),
                "--plot",
                folder.resolve("sweep.svg"))
            .succeeds();

    assertThat(sweep.out())
        .startsWith("threshold  exit 0  to the end  multiply-adds  click auc ")
        .containsPattern("(?m)^ +0\\.0 +100\\.0% +0\\.0% ")
        .containsPattern("(?m)^ +1\\.0 +0\\.0% +100\\.0% ");
    assertThat(folder.resolve("sweep.csv")).content().startsWith("threshold,exit_0,end,multiply");
    assertThat(folder.resolve("sweep.svg"))
        .content()
        .startsWith("<svg ")
        .contains("threshold 0.0, exit 0: 100.0 %", "click, auc");
  }

  @Test
  void tellsMachinesToo() {
    JsonObject sweep =
        Espalier.run("cascade", run, "--data", shop.training(), "--json").succeeds().json();

    assertThat((JsonArray) sweep.get("points")).hasSize(8);
    assertThat(((JsonObject) ((JsonArray) sweep.get("points")).get(7)).toString())
        .contains("\"threshold\":1.0,\"leaving\":[0.0,1.0]", "\"task\":\"click\"");
  }

  @Test
  void aThresholdIsChosenForEvaluationAndExport() {
    Object[] evaluate = {"evaluate", run, "--data", shop.training(), "--threshold"};
    String all = Espalier.run(with(evaluate, 0)).succeeds().out();
    String none = Espalier.run(with(evaluate, 1)).succeeds().out();
    assertThat(all).isNotEqualTo(none);
    assertThat(Espalier.run("evaluate", run, "--data", shop.training()).succeeds().out())
        .isEqualTo(none);

    Path base = folder.resolve("models");
    Espalier.run("export", run, "--to", base, "--version", 1, "--threshold", 0.6).succeeds();
    Espalier.run(with(evaluate, 2)).isRefused("--threshold: received 2, allowed is 0 to 1.");
  }

  /** At 0 the task holds nobody back, at 1 everybody, whatever the others say. */
  @Test
  void aTaskHasAThresholdOfItsOwn() {
    Object[] evaluate = {"evaluate", run, "--data", shop.training(), "--threshold"};
    String none = Espalier.run(with(evaluate, 1)).succeeds().out();
    assertThat(Espalier.run(with(evaluate, "0,click=1")).succeeds().out()).isEqualTo(none);
    assertThat(Espalier.run(with(evaluate, "0,click=0")).succeeds().out())
        .isEqualTo(Espalier.run(with(evaluate, 0)).succeeds().out())
        .isNotEqualTo(none);
    Espalier held =
        Espalier.run("cascade", run, "--data", shop.training(), "--threshold", "click=1");
    assertThat(held.succeeds().out().lines().skip(2)).allMatch(line -> line.contains(" 0.0% "));

    Espalier.run(with(evaluate, "0.5,0.6")).isRefused("received 0.5 and 0.6, allowed is one");
    Espalier.run(with(evaluate, "click=0.5,click=1")).isRefused("two for task click");
    Espalier.run(with(evaluate, "click=yes")).isRefused("--threshold: received yes");
    Espalier.run(with(evaluate, "clack=0.5")).isRefused("\"clack\"");
    Espalier.run("cascade", run, "--data", shop.training(), "--threshold", "0.5")
        .isRefused("--thresholds are tried for the others");
  }

  private static Object[] with(Object[] arguments, Object last) {
    Object[] all = Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = last;
    return all;
  }

  @Test
  void refusesModelsWithoutExitsAndThresholdsThatAreNone() throws IOException {
    Path plain = train("plain", dense(8));
    Espalier.run("cascade", plain, "--data", shop.training())
        .isRefused(plain + ": topology \"plain\" has no exits");
    Espalier.run("cascade", run, "--data", shop.training(), "--thresholds", "0.5,1.5")
        .isRefused("--thresholds: received 1.5, allowed is 0 to 1.");
    Espalier.run("cascade", run, "--data", folder.resolve("missing.csv")).isRefused("missing.csv");
  }
}
