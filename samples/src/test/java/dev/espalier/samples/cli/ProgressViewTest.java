package dev.espalier.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.training.TrainingListener.Progress;
import dev.espalier.training.TrainingListener.Reading;
import dev.espalier.training.metrics.Metric;
import dev.espalier.training.metrics.TaskMetrics;
import dev.espalier.training.report.Epoch;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressViewTest {
  private static final Map<String, Float> LOSSES = Map.of("click", 0.25f, "buy", 0.5f);

  private static Progress step(long step) {
    return new Progress(step, 2_000, 1, 12_345, LOSSES);
  }

  private static Epoch epoch() {
    return new Epoch(
        1,
        1_000,
        1,
        12_345,
        Map.of(),
        List.of(new TaskMetrics("click", Map.of(Metric.AUC, 0.75))),
        List.of(),
        List.of(),
        List.of(),
        0);
  }

  @Test
  void linesSayLossSpeedAndMetrics() {
    StringWriter lines = new StringWriter();
    try (ProgressLines view = new ProgressLines(new PrintWriter(lines))) {
      view.show(step(1_000));
      view.show(epoch());
      view.say("by the way");
      view.show(step(2_000));
    }
    assertThat(lines.toString().lines())
        .containsExactly(
            "epoch 1: click auc 0.7500",
            "by the way",
            "step 2,000 of 2,000, epoch 1, loss 0.7500, 12,345 examples/s");
  }

  @Test
  void theBarCountsRowsBeforeItCountsSteps() {
    ByteArrayOutputStream drawn = new ByteArrayOutputStream();
    try (ProgressBarView view =
        new ProgressBarView(new PrintStream(drawn, true, StandardCharsets.UTF_8))) {
      view.show(new Reading(123, 2, 3));
      view.show(step(1_000));
    }
    assertThat(drawn.toString(StandardCharsets.UTF_8))
        .containsSubsequence("read", "rows, file 2 of 3", "train", "1000/2000");
  }

  @Test
  void theBarSaysLossSpeedAndTimeLeft() {
    ByteArrayOutputStream drawn = new ByteArrayOutputStream();
    try (ProgressBarView view =
        new ProgressBarView(new PrintStream(drawn, true, StandardCharsets.UTF_8))) {
      view.show(step(1_000));
      view.show(epoch());
      view.say("by the way");
      view.show(step(1_500));
    }
    String text = drawn.toString(StandardCharsets.UTF_8);
    assertThat(text)
        .contains("train", "1500/2000", "loss 0.7500, 12,345 examples/s")
        .containsPattern("\\(\\d:\\d\\d:\\d\\d / \\d:\\d\\d:\\d\\d\\)");
    assertThat(text.strip()).endsWith("by the way");
  }
}
