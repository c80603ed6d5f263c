package dev.espalier.samples.cli;

import dev.espalier.training.TrainingListener.Progress;
import dev.espalier.training.metrics.TaskMetrics;
import dev.espalier.training.report.Epoch;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Progress in a terminal: a bar with loss, speed and time left, on standard error. */
final class ProgressBarView implements ProgressView {
  private final PrintStream to;
  private final List<String> afterwards = new ArrayList<>();
  private @Nullable ProgressBar bar;
  private String validated = "";

  ProgressBarView() {
    this(System.err);
  }

  ProgressBarView(PrintStream to) {
    this.to = to;
  }

  /** The bar begins where a resumed run does, so that the time left is right. */
  @Override
  public void show(Progress progress) {
    if (bar == null) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("train")
              .setInitialMax(progress.steps())
              .startsFrom(progress.step(), Duration.ZERO)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(200)
              .setConsumer(new ConsoleProgressBarConsumer(to))
              .build();
    }
    bar.stepTo(progress.step());
    bar.setExtraMessage(" " + ProgressView.describe(progress) + validated);
  }

  @Override
  public void show(Epoch epoch) {
    if (!epoch.validation().isEmpty()) {
      TaskMetrics task = epoch.validation().get(0);
      validated =
          String.format(
              Locale.ROOT, ", %s %s %.4f", task.task(), task.main().label(), task.mainValue());
    }
  }

  /** Below the bar, when it is done: in between it would be overwritten. */
  @Override
  public void say(String message) {
    afterwards.add(message);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
    afterwards.forEach(to::println);
  }
}
