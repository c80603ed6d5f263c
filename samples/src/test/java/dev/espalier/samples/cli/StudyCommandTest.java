package dev.espalier.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.training.checkpoint.CheckpointStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import kotlinx.serialization.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Studies whose trials are processes. */
@Timeout(600)
class StudyCommandTest {
  private static final String STUDY =
      """
      {
        "schema": 1,
        "name": "shop",
        "topology": "shop.json",
        "options": {"train": "train.csv", "epochs": EPOCHS, "batch": 64},
        "dimensions": [
          {"name": "experts", "at": "/shared/0/experts/count", "choice": [2, 3]},
          {"name": "rate", "option": "learning-rate", "choice": RATES}
        ],
        "search": {"grid": {}}
      }
      """;

  @TempDir Path folder;
  private Path out;

  @BeforeEach
  void makeFiles() throws IOException {
    Shop.in(folder);
    out = folder.resolve("out");
  }

  private Path study(int epochs, String rates) throws IOException {
    return Files.writeString(
        folder.resolve("study.json"), STUDY.replace("EPOCHS", epochs + "").replace("RATES", rates));
  }

  private Object[] arguments(Path study, Object... more) {
    return arguments(2, study, more);
  }

  private Object[] arguments(int processes, Path study, Object... more) {
    List<Object> all =
        new ArrayList<>(List.of("study", study, "--out", out, "--memory", "512m", "--json"));
    all.addAll(List.of("--processes", processes));
    all.addAll(List.of(more));
    return all.toArray();
  }

  private List<String> table() throws IOException {
    return Files.readAllLines(out.resolve("trials.csv"));
  }

  private static JsonObject last(Espalier run) {
    List<JsonObject> lines = run.jsonLines();
    return lines.get(lines.size() - 1);
  }

  @Test
  void runsEveryTrialOnceAndKeepsARunOfEach() throws IOException {
    Path file = study(2, "[0.001, 0.01]");
    Espalier first = Espalier.run(arguments(file)).succeeds();
    assertThat(last(first).get("trials")).hasToString("{\"done\":4}");
    assertThat(table()).hasSize(5);
    assertThat(table().get(0))
        .isEqualTo(
            "trial,experts,rate,state,epochs,best_epoch,seconds,parameters,score,"
                + "click/auc,buy/auc,rating/accuracy,dwell/rmse,frontier,reason");
    assertThat(table().get(2)).startsWith("2,2,0.01,done,2,");
    // Each is a run as train leaves it.
    Espalier.run("evaluate", out.resolve("trials/0002"), "--data", folder.resolve("train.csv"))
        .succeeds();
    List<String> before = table();
    Espalier again = Espalier.run(arguments(file)).succeeds();
    assertThat(again.jsonLines())
        .extracting(line -> line.get("event") + "")
        .doesNotContain("\"trial\"");
    assertThat(table()).isEqualTo(before);

    Files.writeString(file, Files.readString(file).replace("0.01", "0.02"));
    Espalier.run(arguments(file)).isRefused("$.dimensions[1].choice[1]: was 0.01, is 0.02");
  }

  @Test
  void aHopelessTrialIsStoppedAndStaysSo() throws IOException {
    String pruning = "\"pruning\": {\"median\": {\"warmUp\": 1, \"atLeast\": 1}}, \"search\"";
    Path file = study(4, "[0.01, 0.0000001]");
    Files.writeString(file, Files.readString(file).replace("\"search\"", pruning));
    Espalier.run(arguments(1, file)).succeeds();
    List<String> before = table();
    assertThat(before.get(1)).startsWith("1,2,0.01,done,4,");
    assertThat(before.get(2)).startsWith("2,2,0.0000001,pruned,2,");
    assertThat(before.get(4)).startsWith("4,3,0.0000001,pruned,2,");
    assertThat(Files.readString(out.resolve("study.md"))).contains("2 pruned");
    Espalier.run(arguments(1, file)).succeeds();
    assertThat(table()).isEqualTo(before);
  }

  @Test
  void aTrialThatFailsIsToldAndTheOthersGoOn() throws IOException {
    Path file = study(2, "[0.001, 1e38]");
    Espalier run = Espalier.run(arguments(file, "--max-failed", 9));
    assertThat(table().stream().filter(line -> line.contains(",0.001,done,"))).hasSize(2);
    assertThat(table().stream().filter(line -> line.contains(",1e38,diverged,"))).hasSize(2);
    run.succeeds();

    Files.writeString(out.resolve("trials/0001/trial.json"), "{");
    Espalier.run(arguments(file)).isRefused("Remove this trial's folder");
  }

  @Test
  void aTrialWhoseFilesAreBrokenFailsWithItsReasonAndRunsAgainWhenAsked() throws IOException {
    Path file = study(1, "[0.001, 0.01]");
    String good = Files.readString(folder.resolve("train.csv"));
    Files.writeString(folder.resolve("train.csv"), good.replaceFirst("\n[0-9.]+,", "\nold,"));
    Espalier failed = Espalier.run(arguments(file, "--max-failed", 0));
    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(last(failed).get("trials")).asString().contains("\"failed\":", "\"waiting\":2");
    assertThat(table()).anyMatch(line -> line.contains("train.csv line 2, column \"\"age\"\""));
    Files.writeString(folder.resolve("train.csv"), good);
    Espalier rest = Espalier.run(arguments(file));
    assertThat(last(rest).get("trials")).asString().containsPattern("\"failed\":[12]");
    assertThat(rest.exitCode()).isEqualTo(1);
    Espalier all = Espalier.run(arguments(file, "--retry-failed")).succeeds();
    assertThat(last(all).get("trials")).hasToString("{\"done\":4}");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals to send")
  void aKilledStudyGoesOnWhereItWas() throws Exception {
    Path file = study(300, "[0.0001, 0.001]");
    try (ChildProcess study = ChildProcess.espalier(arguments(file))) {
      study.await(line -> line.contains("\"event\":\"epoch\",\"trial\":1"));
      study.await(line -> line.contains("\"event\":\"epoch\",\"trial\":2"));
      study.signal("KILL");
      assertThat(study.exitCode()).isEqualTo(137);
    }
    // Another study finds the folder free, waits for the trials, and lets them go on.
    try (ChildProcess study = ChildProcess.espalier(arguments(file))) {
      String start = study.await(line -> line.contains("\"event\":\"start\""));
      assertThat(start).contains("{\"trial\":1,\"state\":\"interrupted\"");
      long saved = CheckpointStore.at(out.resolve("trials/0001")).latest().step();
      assertThat(saved).isPositive();
      String epoch = study.await(line -> line.contains("\"event\":\"epoch\",\"trial\":1,"));
      // 600 examples, of which a tenth is held out, in batches of 64.
      long firstEpoch = Long.parseLong(Espalier.parse(epoch).get("epoch") + "");
      assertThat(firstEpoch).isGreaterThanOrEqualTo(saved / 8);
      study.signal("TERM");
      List<String> rest = study.rest();
      assertThat(study.exitCode()).as(study.err()).isEqualTo(143);
      JsonObject done = Espalier.parse(rest.get(rest.size() - 1));
      assertThat(done.get("stopped_by")).hasToString("\"TERM\"");
      assertThat(done.get("trials")).asString().contains("\"interrupted\":2", "\"waiting\":2");
    }
    assertThat(table().stream().filter(line -> line.contains(",interrupted,"))).hasSize(2);
  }
}
