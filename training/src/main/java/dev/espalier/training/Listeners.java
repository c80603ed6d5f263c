package dev.espalier.training;

import dev.espalier.training.data.PretrainedCoverage;
import dev.espalier.training.data.SchemaReport;
import dev.espalier.training.report.Epoch;
import dev.espalier.training.report.WarmStartReport;
import java.util.List;

/** Several listeners as one: all are told, in their order, and any of them can ask to stop. */
record Listeners(List<TrainingListener> all) implements TrainingListener {

  Listeners {
    all = List.copyOf(all);
  }

  @Override
  public void onReading(Reading reading) {
    all.forEach(each -> each.onReading(reading));
  }

  @Override
  public void onSchema(SchemaReport schema) {
    all.forEach(each -> each.onSchema(schema));
  }

  @Override
  public void onStart(long steps) {
    all.forEach(each -> each.onStart(steps));
  }

  @Override
  public void onPretrained(PretrainedCoverage coverage) {
    all.forEach(each -> each.onPretrained(coverage));
  }

  @Override
  public void onWarmStart(WarmStartReport report) {
    all.forEach(each -> each.onWarmStart(report));
  }

  @Override
  public void onProgress(Progress progress) {
    all.forEach(each -> each.onProgress(progress));
  }

  @Override
  public void onEpoch(Epoch epoch) {
    all.forEach(each -> each.onEpoch(epoch));
  }

  @Override
  public void onState(Epoch epoch, ModelState state) {
    all.forEach(each -> each.onState(epoch, state));
  }

  @Override
  public void onCollapse(GateCollapse collapse) {
    all.forEach(each -> each.onCollapse(collapse));
  }

  @Override
  public void onCollapse(ExpertCollapse collapse) {
    all.forEach(each -> each.onCollapse(collapse));
  }

  @Override
  public void onFreeze(String task, int epoch) {
    all.forEach(each -> each.onFreeze(task, epoch));
  }

  @Override
  public void onSkip(long step, String reason) {
    all.forEach(each -> each.onSkip(step, reason));
  }

  @Override
  public boolean stopRequested() {
    return all.stream().anyMatch(TrainingListener::stopRequested);
  }
}
