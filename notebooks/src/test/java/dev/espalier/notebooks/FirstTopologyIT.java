package dev.espalier.notebooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.notebooks.Notebook.Cell;
import dev.espalier.notebooks.Notebook.Output;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Executes the first notebook with the Kotlin kernel, and looks at what comes out. */
class FirstTopologyIT {
  private static final Path KEPT = Path.of("01-first-topology.ipynb");
  private static final Path EXECUTED = Path.of("target", KEPT.toString());
  private static final Path PYTHON = Path.of("src", "test", "python");
  private static final double NOISE = 0.01;

  private static Notebook kept;
  private static Notebook executed;

  @BeforeAll
  static void execute() throws IOException, InterruptedException {
    PythonEnvironment python = PythonEnvironment.with(PYTHON.resolve("requirements.txt"));
    PythonEnvironment.Answer answer =
        python.run(
            8, PYTHON.resolve("execute.py").toString(), KEPT.toString(), EXECUTED.toString());
    assertThat(answer.status()).as(answer.out()).isZero();
    kept = Notebook.read(KEPT);
    executed = Notebook.read(EXECUTED);
  }

  @Test
  void everyCellRunsAndNothingComplains() {
    assertThat(executed.code())
        .extracting(Cell::executionCount)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, executed.code().size()).mapToObj(String::valueOf).toList());
    assertThat(executed.outputs()).extracting(Output::kind).containsOnly("stdout", "text/html");
  }

  @Test
  void theFileKeepsTheOutputsOfItsOwnCells() {
    assertThat(kept.code())
        .as("accept with: cp %s %s", EXECUTED, KEPT)
        .hasSameSizeAs(executed.code());
    for (int i = 0; i < kept.code().size(); i++) {
      assertThat(kinds(kept.code().get(i)))
          .as("cell %d; accept with: cp %s %s", i + 1, EXECUTED, KEPT)
          .isEqualTo(kinds(executed.code().get(i)));
    }
  }

  @Test
  void theTopologyIsPrintedAsTheFileShowsIt() {
    assertThat(executed.outputs().get(0).text())
        .contains("experts", "snr", "mmoe", "total")
        .isEqualTo(kept.outputs().get(0).text());
  }

  private static List<String> kinds(Cell cell) {
    return cell.outputs().stream().map(Output::kind).toList();
  }

  @Test
  void theFileTellsNothingOfTheMachineThatMadeIt() {
    assertThat(kept.outputs())
        .extracting(Output::text)
        .isNotEmpty()
        .noneMatch(text -> text.matches("(?s).*(/home/|/root/|/tmp/|/Users/|[A-Z]:\\\\).*"))
        .noneMatch(text -> text.matches("(?s).*\\b(DEBUG|INFO|WARN|ERROR)\\b.*"));
  }

  @Test
  void thePlotsAreSvg() {
    for (String title : List.of("Before training", "Losses", "Gates", "Codes", "After training")) {
      assertThat(plot(executed, title)).as(title).contains("<svg").doesNotContain("<script");
      assertThat(plot(kept, title)).as(title).contains("<svg").doesNotContain("<script");
    }
  }

  @Test
  void closedConnectionsLeaveTheDrawing() {
    MatchResult codes = find(plot(executed, "Codes"), "Codes: (\\d+) of (\\d+) connections");
    int closed = Integer.parseInt(codes.group(1));
    assertThat(closed).isBetween(1, 31);
    assertThat(codes.group(2)).isEqualTo("32");
    // Features to experts, experts to sub-networks, sub-networks to gates, gates to tasks.
    int all = 8 + 8 * 4 + 4 * 2 + 2;
    assertThat(lines(plot(executed, "Before training"))).isEqualTo(all);
    assertThat(lines(plot(executed, "After training"))).isEqualTo(all - closed);
  }

  private static long lines(String svg) {
    return Pattern.compile("<line ").matcher(svg).results().count();
  }

  @Test
  void bothTasksAreLearned() {
    for (String task : List.of("y1", "y2")) {
      MatchResult row = find(executed.printed(), task + " +([\\d.]+) +([\\d.]+) +([\\d.]+)\n");
      double mse = Double.parseDouble(row.group(3));
      assertThat(mse).as(task).isBetween(0.9 * NOISE, 0.1);
      assertThat(Math.pow(Double.parseDouble(row.group(1)), 2)).isCloseTo(mse, within(1e-3));
    }
  }

  @Test
  void theExportedModelAnswersAsTheTrainedOne() {
    assertThat(executed.printed()).contains("exported as synthetic-tasks/1\n");
    String answer = executed.printed().split("serving_default\n", 2)[1];
    assertThat(answer)
        .contains("in   x FLOAT[batch, 20]")
        .contains("out  y1/value FLOAT[batch]")
        .contains("out  y2/value FLOAT[batch]");
    for (String task : List.of("y1", "y2")) {
      MatchResult row = find(answer, task + " +(-?[\\d.]+) +(-?[\\d.]+) +(-?[\\d.]+)\n");
      double label = Double.parseDouble(row.group(1));
      double model = Double.parseDouble(row.group(2));
      assertThat(model).as(task).isCloseTo(label, within(1.0));
      assertThat(Double.parseDouble(row.group(3))).as(task).isCloseTo(model, within(2e-4));
    }
  }

  private static String plot(Notebook notebook, String title) {
    return notebook.outputs().stream()
        .filter(output -> output.kind().equals("text/html"))
        .map(Output::text)
        .filter(text -> text.contains(title))
        .findFirst()
        .orElse("no plot \"" + title + "\"");
  }

  private static MatchResult find(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .findFirst()
        .orElseThrow(() -> new AssertionError("No " + pattern + " in\n" + text));
  }
}
