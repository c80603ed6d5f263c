package dev.espalier.samples.cli;

import dev.espalier.samples.study.Capacity;
import dev.espalier.samples.study.PlannedStudy;
import dev.espalier.samples.study.StudyResult;
import dev.espalier.samples.study.Trial;
import dev.espalier.samples.study.Validation;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A study for machines: a JSON object per line, with an {@code event} each. */
final class StudyEvents implements StudyOutput {
  private final Console console;

  StudyEvents(Console console) {
    this.console = console;
  }

  @Override
  public void planned(StudyResult plan, Capacity capacity) {
    onStart(plan.study(), capacity, plan.trials());
  }

  @Override
  public void onStart(PlannedStudy study, Capacity capacity, List<Trial> trials) {
    console.json(StudyEventJson.start(study, capacity, trials));
  }

  @Override
  public void onTrial(Trial trial) {
    console.json(StudyEventJson.trial(trial));
  }

  @Override
  public void onEpoch(Trial trial, Validation validation) {
    console.json(StudyEventJson.epoch(trial, validation));
  }

  @Override
  public void onEnd(Trial trial) {
    console.json(StudyEventJson.trial(trial));
  }

  @Override
  public void result(StudyResult result, Path folder, @Nullable String signal) {
    console.json(StudyEventJson.done(result, folder, signal));
  }
}
