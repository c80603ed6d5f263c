package dev.espalier.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals to send")
class EnduranceCommandTest {
  @TempDir Path folder;

  @Test
  void losesNothing() throws IOException {
    Espalier run =
        Espalier.run(
                "endurance",
                "--kills",
                1,
                "--terminations",
                1,
                "--damages",
                40,
                "--steps",
                0,
                "--steps-each",
                1500,
                "--out",
                folder)
            .succeeds();
    String table = Files.readString(folder.resolve("endurance.md"));
    assertThat(run.out()).contains("SIGKILL", "SIGTERM");
    assertThat(table)
        .contains("0 checkpoints lost, 0 other exit codes, weights after 1,500 steps equal")
        .contains("checkpoints damaged: flipped bit", " 0 wrong")
        .doesNotContain("differ");
  }

  @Test
  void refusesFewerThanNone() {
    Espalier.run("endurance", "--kills", -1).isRefused("--kills: received -1");
  }
}
