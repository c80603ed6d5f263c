package dev.espalier.samples.cli;

import dev.espalier.training.TrainingListener.Progress;
import dev.espalier.training.TrainingListener.Reading;
import dev.espalier.training.metrics.TaskMetrics;
import dev.espalier.training.report.Epoch;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Progress where no terminal is: a plain line every few seconds and one after each validation. */
final class ProgressLines implements ProgressView {
  private final PrintWriter to;
  private final Interval interval = Interval.ofSeconds(5);
  private @Nullable Progress first;
  private long firstAt;

  ProgressLines(PrintWriter to) {
    this.to = to;
  }

  @Override
  public void show(Reading reading) {
    if (interval.isOver()) {
      to.printf(
          Locale.ROOT,
          "reading: %,d rows, file %d of %d%n",
          reading.rows(),
          reading.file(),
          reading.files());
    }
  }

  @Override
  public void show(Progress progress) {
    if (first == null) {
      first = progress;
      firstAt = System.nanoTime();
    }
    if (interval.isOver() || progress.step() == progress.steps()) {
      to.printf(
          Locale.ROOT,
          "step %,d of %,d, epoch %d, %s%s%n",
          progress.step(),
          progress.steps(),
          progress.epoch(),
          ProgressView.describe(progress),
          left(progress, first, System.nanoTime() - firstAt));
    }
  }

  /** Time left, where some is and there is something to judge it by. */
  private static String left(Progress now, Progress first, long nanos) {
    long done = now.step() - first.step();
    if (done == 0 || now.step() == now.steps()) {
      return "";
    }
    Duration left = Duration.ofNanos((long) ((double) nanos / done * (now.steps() - now.step())));
    return String.format(
        Locale.ROOT,
        ", %d:%02d:%02d left",
        left.toHours(),
        left.toMinutesPart(),
        left.toSecondsPart());
  }

  @Override
  public void show(Epoch epoch) {
    to.printf(
        Locale.ROOT,
        "epoch %d: %s%n",
        epoch.epoch(),
        epoch.validation().stream().map(ProgressLines::main).collect(Collectors.joining(", ")));
  }

  private static String main(TaskMetrics task) {
    return String.format(
        Locale.ROOT, "%s %s %.4f", task.task(), task.main().label(), task.mainValue());
  }

  @Override
  public void say(String message) {
    to.println(message);
  }

  @Override
  public void close() {
    to.flush();
  }
}
