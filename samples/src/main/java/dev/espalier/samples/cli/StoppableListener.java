package dev.espalier.samples.cli;

import dev.espalier.training.ExpertCollapse;
import dev.espalier.training.GateCollapse;
import dev.espalier.training.TrainingListener;
import dev.espalier.training.data.PretrainedCoverage;
import dev.espalier.training.data.SchemaReport;
import dev.espalier.training.report.Epoch;
import dev.espalier.training.report.WarmStartReport;

/** Passes on what a training tells, and asks it to stop when a signal came. */
record StoppableListener(TrainingListener to, StopSignal signal) implements TrainingListener {

  @Override
  public void onReading(Reading reading) {
    to.onReading(reading);
  }

  @Override
  public void onSchema(SchemaReport schema) {
    to.onSchema(schema);
  }

  @Override
  public void onStart(long steps) {
    signal.listen();
    to.onStart(steps);
  }

  @Override
  public void onProgress(Progress progress) {
    to.onProgress(progress);
  }

  @Override
  public void onEpoch(Epoch epoch) {
    to.onEpoch(epoch);
  }

  @Override
  public void onFreeze(String task, int epoch) {
    to.onFreeze(task, epoch);
  }

  @Override
  public void onSkip(long step, String reason) {
    to.onSkip(step, reason);
  }

  @Override
  public void onPretrained(PretrainedCoverage coverage) {
    to.onPretrained(coverage);
  }

  @Override
  public void onWarmStart(WarmStartReport report) {
    to.onWarmStart(report);
  }

  @Override
  public void onCollapse(GateCollapse collapse) {
    to.onCollapse(collapse);
  }

  @Override
  public void onCollapse(ExpertCollapse collapse) {
    to.onCollapse(collapse);
  }

  @Override
  public boolean stopRequested() {
    return signal.isReceived();
  }
}
