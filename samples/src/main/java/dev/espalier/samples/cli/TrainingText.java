package dev.espalier.samples.cli;

import dev.espalier.training.ExpertCollapse;
import dev.espalier.training.GateCollapse;
import dev.espalier.training.data.ExampleStream;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.Parts;
import dev.espalier.training.data.PretrainedCoverage;
import dev.espalier.training.report.Epoch;
import dev.espalier.training.report.TrainingReport;
import dev.espalier.training.report.WarmStartReport;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A training for people: tables on standard output, progress on standard error. */
final class TrainingText implements TrainingOutput {
  private final Console console;
  private final ProgressView progress;

  TrainingText(Console console, ProgressView progress) {
    this.console = console;
    this.progress = progress;
  }

  @Override
  public void data(Parts parts, String topology) {
    console.text(
        "%s\n%s: %,d rows, %s: %,d rows\n\n%s\n"
            .formatted(
                parts.training().describe(),
                "training",
                parts.training().rows(),
                "validation",
                parts.heldOut().rows(),
                topology));
  }

  @Override
  public void data(ExampleStream training, Examples validation, String topology) {
    console.text(
        "training: %s, read in each epoch, shuffled in %,d rows\n%s: %,d rows\n\n%s\n"
            .formatted(
                training.source(),
                training.shuffledRows(),
                "validation",
                validation.rows(),
                topology));
  }

  @Override
  public void data(ExampleStream training, ExampleStream validation, String topology) {
    console.text(
        "training: %s, read in each epoch, shuffled in %,d rows\nvalidation: %s, read each time\n\n%s\n"
            .formatted(training.source(), training.shuffledRows(), validation.source(), topology));
  }

  @Override
  public void warn(String sentence) {
    console.err().println("warning: " + sentence);
  }

  @Override
  public void onReading(Reading reading) {
    progress.show(reading);
  }

  @Override
  public void onProgress(Progress now) {
    progress.show(now);
  }

  @Override
  public void onEpoch(Epoch epoch) {
    progress.show(epoch);
  }

  @Override
  public void onSkip(long step, String reason) {
    progress.say("step %,d changed nothing, %s".formatted(step, reason));
  }

  @Override
  public void onFreeze(String task, int epoch) {
    progress.say("task %s is frozen after epoch %d".formatted(task, epoch));
  }

  @Override
  public void onPretrained(PretrainedCoverage coverage) {
    progress.say("pretrained " + coverage.text());
  }

  @Override
  public void onWarmStart(WarmStartReport report) {
    report.text().lines().forEach(progress::say);
  }

  @Override
  public void onCollapse(GateCollapse collapse) {
    progress.say("a gate has collapsed: " + collapse.text());
  }

  @Override
  public void onCollapse(ExpertCollapse collapse) {
    progress.say("experts have collapsed: " + collapse.text());
  }

  @Override
  public void report(TrainingReport report, Path run, @Nullable String signal) {
    String summary =
        String.format(
            Locale.ROOT,
            "best epoch %d of %d, %.1f s, %,.0f examples per second\n",
            report.bestEpoch(),
            report.history().epochs().size(),
            report.seconds(),
            report.history().examplesPerSecond());
    console.text(summary + "\n" + MetricsTable.of(report.metrics()) + "\n");
    console.text(
        signal == null
            ? "run: " + run + "\n"
            : "run: " + run + ", stopped by SIG" + signal + "; --resume goes on from here\n");
  }

  @Override
  public void close() {
    progress.close();
  }
}
