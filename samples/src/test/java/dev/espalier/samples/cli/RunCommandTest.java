package dev.espalier.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.training.report.HistoryJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts in a process of their own, as the launcher starts them. */
@Timeout(300)
class RunCommandTest {
  private static final String JAVA =
      """
      public class AnyName {
        record Point(int x) {}

        public static void main(String[] args) {
          System.out.println(String.join("+", args) + " " + new Point(3));
          if (args[0].equals("exit")) System.exit(7);
          if (args[0].equals("throw")) throw new IllegalStateException("on purpose");
        }
      }
      """;
  private static final String KOTLIN =
      """
      import dev.espalier.dsl.topology
      data class Point(val x: Int)
      println(args.joinToString("+") + " " + Point(3))
      if (args[0] == "exit") kotlin.system.exitProcess(7)
      if (args[0] == "throw") error("on purpose")
      val unused = topology("t") { inputs { numeric("x") }; binary("y") {} }
      """;

  @TempDir Path folder;

  private Path script(String language) throws IOException {
    return language.equals("java")
        ? Files.writeString(folder.resolve("Model.java"), JAVA)
        : Files.writeString(folder.resolve("model.main.kts"), KOTLIN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "kotlin"})
  void passesArgumentsInAndTheExitCodeOut(String language) throws Exception {
    try (ChildProcess run =
        ChildProcess.espalier("run", script(language), "exit", "--help", "-x")) {
      assertThat(run.rest()).singleElement().asString().startsWith("exit+--help+-x Point");
      assertThat(run.exitCode()).as(run.err()).isEqualTo(7);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "kotlin"})
  void anExceptionOfTheScriptIsTheScriptsAlone(String language) throws Exception {
    try (ChildProcess run = ChildProcess.espalier("run", script(language), "throw")) {
      run.rest();
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err())
          .contains("on purpose")
          .doesNotContain("espalier.samples", "reflect", "org.jetbrains.kotlin.cli");
    }
  }

  @Test
  void aKotlinScriptThatDoesNotCompileIsWrongInput() throws Exception {
    Path bad = Files.writeString(folder.resolve("bad.main.kts"), "val x: Int = \"\"");
    try (ChildProcess run = ChildProcess.espalier("run", bad)) {
      assertThat(run.rest()).isEmpty();
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err())
          .contains("bad.main.kts:1:", "error:", "espalier: " + bad + ": does not compile")
          .doesNotContain("\tat ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Quickstart.java", "quickstart.main.kts"})
  void theSamplesTrainAndExport(String sample) throws Exception {
    Path script = Path.of("scripts", sample);
    try (ChildProcess run = ChildProcess.espalier("run", "--json", script, folder)) {
      List<String> out = run.rest();
      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(HistoryJson.read(String.join("\n", out)).epochs())
          .last()
          .satisfies(epoch -> assertThat(epoch.validation().get(0).mainValue()).isGreaterThan(.99));
    }
    assertThat(folder.resolve("tiny/1/saved_model.pb")).exists();
  }
}
