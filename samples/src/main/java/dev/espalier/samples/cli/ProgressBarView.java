package dev.espalier.samples.cli;

import dev.espalier.training.TrainingListener.Progress;
import dev.espalier.training.TrainingListener.Reading;
import dev.espalier.training.metrics.TaskMetrics;
import dev.espalier.training.report.Epoch;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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
  private boolean trains;

  ProgressBarView() {
    this(System.err);
  }

  ProgressBarView(PrintStream to) {
    this.to = to;
  }

  @Override
  public void show(Reading reading) {
    if (bar == null) {
      bar = bar("read", -1, 0);
    }
    bar.stepTo(reading.rows());
    bar.setExtraMessage(
        String.format(Locale.ROOT, " rows, file %d of %d", reading.file(), reading.files()));
  }

  /** The bar begins where a resumed run does, so that the time left is right. */
  @Override
  public void show(Progress progress) {
    if (!trains) {
      trains = true;
      closeBar();
      bar = bar("train", progress.steps(), progress.step());
    }
    Objects.requireNonNull(bar).stepTo(progress.step());
    bar.setExtraMessage(" " + ProgressView.describe(progress) + validated);
  }

  private ProgressBar bar(String name, long most, long from) {
    return new ProgressBarBuilder()
        .setTaskName(name)
        .setInitialMax(most)
        .startsFrom(from, Duration.ZERO)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(200)
        .setConsumer(new ConsoleProgressBarConsumer(to))
        .build();
  }

  private void closeBar() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
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
    closeBar();
    afterwards.forEach(to::println);
  }
}
