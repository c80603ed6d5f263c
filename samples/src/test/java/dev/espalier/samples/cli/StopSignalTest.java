package dev.espalier.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.training.checkpoint.CheckpointStore;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kotlinx.serialization.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(300)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals to send")
class StopSignalTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130"})
  void aSignalEndsATrainingAfterItsStep(String signal, int exitCode) throws Exception {
    Shop shop = Shop.in(folder);
    Path run = folder.resolve("run");
    try (ChildProcess training = train(shop, run, 1_000_000)) {
      training.await(line -> line.contains("\"event\":\"epoch\""));
      training.signal(signal);
      List<String> rest = training.rest();
      assertThat(training.exitCode()).as(training.err()).isEqualTo(exitCode);
      JsonObject done = Espalier.parse(rest.get(rest.size() - 1));
      assertThat(done.get("stopped_by")).hasToString("\"" + signal + "\"");
      JsonObject last = Espalier.parse(rest.get(rest.size() - 2));
      assertThat(((JsonObject) last.get("result")).get("step")).hasToString("" + saved(run));
    }
    long steps = saved(run) + 7;
    try (ChildProcess resumed = train(shop, run, steps)) {
      String first = resumed.await(line -> line.contains("\"event\":\"progress\""));
      assertThat(Long.parseLong(String.valueOf(Espalier.parse(first).get("step"))))
          .isGreaterThan(steps - 7);
      resumed.rest();
      assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    }
    assertThat(saved(run)).isEqualTo(steps);
  }

  /** While a stream is read for the first time there is nothing to finish and nothing to save. */
  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130"})
  void aSignalBeforeTheFirstStepEndsAtOnce(String signal, int exitCode) throws Exception {
    Shop shop = Shop.in(folder);
    List<String> lines = Files.readAllLines(shop.training());
    Path large = folder.resolve("large.csv");
    try (BufferedWriter out = Files.newBufferedWriter(large)) {
      out.write(lines.get(0) + "\n");
      String rows = String.join("\n", lines.subList(1, lines.size())) + "\n";
      for (int i = 0; i < 3_000; i++) {
        out.write(rows);
      }
    }
    Path run = folder.resolve("run");
    try (ChildProcess training =
        ChildProcess.espalier(
            "train",
            "--stream",
            "--topology",
            shop.topology(),
            "--train",
            large,
            "--valid",
            shop.training(),
            "--out",
            run,
            "--json")) {
      training.await(line -> line.contains("\"event\":\"stream\""));
      training.signal(signal);
      training.rest();
      assertThat(training.exitCode()).as(training.err()).isEqualTo(exitCode);
      assertThat(training.err().lines())
          .endsWith("espalier: ended by SIG" + signal + " before the first step, nothing to save");
    }
    assertThat(CheckpointStore.at(run).findLatest()).isEmpty();
  }

  private static ChildProcess train(Shop shop, Path run, long steps) throws IOException {
    return ChildProcess.espalier(
        "train",
        "--topology",
        shop.topology(),
        "--train",
        shop.training(),
        "--out",
        run,
        "--batch",
        32,
        "--steps",
        steps,
        "--resume",
        "--json");
  }

  private static long saved(Path run) {
    return CheckpointStore.at(run).latest().step();
  }

  /** A training whose step takes for ever. */
  static final class Stuck {
    public static void main(String[] arguments) throws InterruptedException {
      new StopSignal(new PrintWriter(System.out, true)).listen();
      System.out.println("listening");
      Thread.sleep(Long.MAX_VALUE);
    }
  }

  @Test
  void aSecondSignalEndsAtOnce() throws Exception {
    try (ChildProcess stuck = ChildProcess.start(Stuck.class)) {
      stuck.await("listening"::equals);
      stuck.signal("INT");
      stuck.await(line -> line.startsWith("espalier: stopping"));
      assertThat(stuck.isAlive()).isTrue();
      stuck.signal("TERM");
      assertThat(stuck.exitCode()).isEqualTo(143);
    }
  }
}
