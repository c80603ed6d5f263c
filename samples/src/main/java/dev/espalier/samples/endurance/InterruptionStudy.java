package dev.espalier.samples.endurance;

import dev.espalier.training.checkpoint.CheckpointStore;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Interrupts a training again and again at random moments, and compares what becomes of it. */
final class InterruptionStudy {
  private static final int LONGEST_WAIT_MS = 300;

  /**
   * What came of it.
   *
   * @param interruption how
   * @param streamed whether the table was read from records
   * @param sent how often
   * @param lost after how many of them no checkpoint could be read, or only an older one than
   *     before
   * @param otherExit how many processes ended with another code than documented
   * @param steps in all
   * @param equal whether the weights are those of the same training without interruptions, bit by
   *     bit
   */
  record Outcome(
      Interruption interruption,
      boolean streamed,
      int sent,
      int lost,
      int otherExit,
      long steps,
      boolean equal) {

    boolean isSound() {
      return lost == 0 && otherExit == 0 && equal;
    }
  }

  private final EnduranceRun run;
  private final Random random;

  InterruptionStudy(EnduranceRun run, long seed) {
    this.run = run;
    this.random = new Random(seed);
  }

  Outcome run(Interruption interruption, int count) throws IOException, InterruptedException {
    long last = 0;
    int sent = 0;
    int lost = 0;
    int otherExit = 0;
    while (sent < count) {
      Process process = run.start();
      try {
        if (hasEnded(process, last)) {
          break;
        }
        interruption.send(process);
        sent++;
        otherExit += process.waitFor() == interruption.exitCode() ? 0 : 1;
      } finally {
        process.destroyForcibly();
      }
      long found = newest();
      lost += found < last || found == 0 ? 1 : 0;
      last = Math.max(last, found);
    }
    EnduranceRun straight = run.straight();
    boolean ended = run.finish() && straight.finish();
    return new Outcome(
        interruption,
        run.streamed(),
        sent,
        lost,
        otherExit,
        run.steps(),
        ended && run.bits().equals(straight.bits()));
  }

  /** Waits for a checkpoint of a later step, then a random moment; whether it ended before. */
  private boolean hasEnded(Process process, long last) throws InterruptedException {
    CheckpointStore store = CheckpointStore.at(run.run());
    while (store.steps().stream().noneMatch(step -> step > last)) {
      if (process.waitFor(5, TimeUnit.MILLISECONDS)) {
        return true;
      }
    }
    return process.waitFor(random.nextInt(LONGEST_WAIT_MS), TimeUnit.MILLISECONDS);
  }

  /** The step of the newest checkpoint that is whole; 0 where there is none. */
  private long newest() {
    return CheckpointStore.at(run.run()).findLatest().map(found -> found.step()).orElse(0L);
  }
}
