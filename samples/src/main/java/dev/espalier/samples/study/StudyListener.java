package dev.espalier.samples.study;

import java.util.List;

/** Is told how a study goes, in the thread that runs it. */
public interface StudyListener {

  /** It begins, or goes on. */
  void onStart(PlannedStudy study, Capacity capacity, List<Trial> trials);

  /** A trial begins, or goes on. */
  void onTrial(Trial trial);

  /** A trial has validated an epoch. */
  void onEpoch(Trial trial, Validation validation);

  /** A trial has ended, or was stopped. */
  void onEnd(Trial trial);

  /** Whether to stop; trials are stopped and can go on later. */
  boolean stopRequested();
}
