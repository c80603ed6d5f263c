package dev.espalier.samples.study;

import java.io.IOException;
import java.util.List;

/**
 * Runs studies: each trial is a {@code train} in a process of its own, which dies with this one.
 *
 * @param mainClass whose {@code train} it is
 * @param capacity how many at once, and what each may take
 * @param tensorBoard whether each trial writes what TensorBoard shows
 * @param mostFailures failures of this run after which no more trials begin
 */
public record Studies(String mainClass, Capacity capacity, boolean tensorBoard, int mostFailures) {

  /** How the trials of a study stand that nobody runs now, once the last processes have ended. */
  public static List<Trial> trials(PlannedStudy study, StudyFolder folder, boolean retryFailed)
      throws IOException {
    return StudyRun.settled(folder.read(study), retryFailed);
  }

  /**
   * Runs what is left of a study.
   *
   * @param trials as they stand
   * @return how they stand now; some are interrupted where the listener stopped it
   */
  public StudyResult run(
      PlannedStudy study, StudyFolder folder, List<Trial> trials, StudyListener listener)
      throws IOException, InterruptedException {
    Launcher launcher = new Launcher(mainClass, capacity, study.study().score(), tensorBoard);
    listener.onStart(study, capacity, trials);
    return new StudyResult(
        study, new StudyRun(study, folder, launcher, listener, mostFailures, trials).run());
  }
}
