package dev.espalier.training.report;

import static dev.espalier.training.GradientSteps.pcGrad;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.training.metrics.Metric;
import dev.espalier.training.metrics.TaskMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeesawTest {
  private static final double NONE = Double.NaN;

  /** The area of a, the error of b, the area of c. */
  private static final History HISTORY =
      history(
          new double[][] {
            {.5, 2, .6}, // first
            {.6, 3, .6}, // a up, b worse
            {.5, 1, .7}, // a down, b better, c up
            {.6, 0, NONE}, // all better
            {.5, 0, .5}, // a down, b as before, c unknown before
            {.6, 1, .6} // a up, b worse, c up
          });

  private static History history(double[][] values) {
    List<Epoch> epochs = new ArrayList<>();
    for (double[] each : values) {
      List<TaskMetrics> validation =
          List.of(
              new TaskMetrics("a", Map.of(Metric.AUC, each[0])),
              new TaskMetrics("b", Map.of(Metric.RMSE, each[1])),
              new TaskMetrics("c", Map.of(Metric.AUC, each[2])));
      int number = epochs.size() + 1;
      epochs.add(
          new Epoch(
              number,
              number,
              0,
              0,
              Map.of("a", 1.),
              validation,
              List.of(),
              List.of(),
              List.of(),
              0));
    }
    return new History(epochs);
  }

  @Test
  void countsMovesAgainstEachOther() {
    assertThat(HISTORY.seesaws())
        .containsExactly(
            new Seesaw("a", "b", 5, 2, 1),
            new Seesaw("a", "c", 3, 0, 1),
            new Seesaw("b", "c", 3, 0, 1));
    assertThat(new History(HISTORY.epochs().subList(0, 1)).seesaws())
        .allMatch(pair -> pair.validations() == 0 && pair.count() == 0);
    assertThat(History.empty().seesaws()).isEmpty();
  }

  @Test
  void isPartOfTheReportAndOfTheTable() {
    String report = new TrainingReport("t", HISTORY, 1, 1, 1, pcGrad(), List.of()).markdown();
    assertThat(report)
        .contains("## Seesaw from one validation to the next")
        .containsPattern("\\| a +\\| b +\\| +2 \\| +1 \\| 3 of 5 +\\|")
        .containsPattern("\\| b +\\| c +\\| +0 \\| +1 \\| 1 of 3 +\\|");
    List<String> lines = HistoryCsv.write(HISTORY).lines().toList();
    assertThat(lines.get(0)).endsWith("seesaw/a/b,seesaw/a/c,seesaw/b/c");
    assertThat(lines.get(1)).endsWith(",,,");
    assertThat(lines.get(2)).endsWith(",1,0,0");
    assertThat(lines.get(3)).endsWith(",-1,-1,0");
    assertThat(lines.get(4)).endsWith(",0,,");
    assertThat(lines.get(6)).endsWith(",1,0,-1");
  }
}
