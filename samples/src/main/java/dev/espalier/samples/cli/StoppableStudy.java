package dev.espalier.samples.cli;

import dev.espalier.samples.study.Capacity;
import dev.espalier.samples.study.PlannedStudy;
import dev.espalier.samples.study.StudyListener;
import dev.espalier.samples.study.Trial;
import dev.espalier.samples.study.Validation;
import java.util.List;

/** Passes on what a study tells, and asks it to stop when a signal came. */
record StoppableStudy(StudyListener to, StopSignal signal) implements StudyListener {

  @Override
  public void onStart(PlannedStudy study, Capacity capacity, List<Trial> trials) {
    to.onStart(study, capacity, trials);
  }

  @Override
  public void onTrial(Trial trial) {
    to.onTrial(trial);
  }

  @Override
  public void onEpoch(Trial trial, Validation validation) {
    to.onEpoch(trial, validation);
  }

  @Override
  public void onEnd(Trial trial) {
    to.onEnd(trial);
  }

  @Override
  public boolean stopRequested() {
    return signal.isReceived();
  }
}
