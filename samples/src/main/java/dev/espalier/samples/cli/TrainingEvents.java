package dev.espalier.samples.cli;

import dev.espalier.training.DivergedException;
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
import org.jspecify.annotations.Nullable;

/** A training for machines: a JSON object per line, with an {@code event} each. */
final class TrainingEvents implements TrainingOutput {
  private final Console console;
  private final Interval interval = Interval.ofSeconds(1);

  TrainingEvents(Console console) {
    this.console = console;
  }

  @Override
  public void data(Parts parts, String topology) {
    console.json(TrainingEventJson.data(parts));
  }

  @Override
  public void data(ExampleStream training, Examples validation, String topology) {
    console.json(TrainingEventJson.data(training, validation));
  }

  @Override
  public void data(ExampleStream training, ExampleStream validation, String topology) {
    console.json(TrainingEventJson.data(training, validation));
  }

  @Override
  public void onStart(long steps) {
    console.json(TrainingEventJson.start(steps));
  }

  @Override
  public void onReading(Reading reading) {
    if (interval.isOver()) {
      console.json(TrainingEventJson.reading(reading));
    }
  }

  @Override
  public void onProgress(Progress progress) {
    if (interval.isOver() || progress.step() == progress.steps()) {
      console.json(TrainingEventJson.progress(progress));
    }
  }

  @Override
  public void warn(String sentence) {
    console.json(TrainingEventJson.warning(sentence));
  }

  @Override
  public void onEpoch(Epoch epoch) {
    console.json(TrainingEventJson.epoch(epoch));
  }

  @Override
  public void onSkip(long step, String reason) {
    console.json(TrainingEventJson.skip(step, reason));
  }

  @Override
  public void onFreeze(String task, int epoch) {
    console.json(TrainingEventJson.freeze(task, epoch));
  }

  @Override
  public void onPretrained(PretrainedCoverage coverage) {
    console.json(TrainingEventJson.pretrained(coverage));
  }

  @Override
  public void onWarmStart(WarmStartReport report) {
    console.json(TrainingEventJson.warmStart(report));
  }

  @Override
  public void onCollapse(GateCollapse collapse) {
    console.json(TrainingEventJson.collapse(collapse));
  }

  @Override
  public void onCollapse(ExpertCollapse collapse) {
    console.json(TrainingEventJson.collapse(collapse));
  }

  @Override
  public void diverged(DivergedException failure) {
    console.json(TrainingEventJson.diverged(failure));
  }

  @Override
  public void report(TrainingReport report, Path run, @Nullable String signal) {
    console.json(TrainingEventJson.done(report, run, signal));
  }

  @Override
  public void close() {
    // Every line is out already.
  }
}
