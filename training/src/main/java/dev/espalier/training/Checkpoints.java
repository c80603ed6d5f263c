package dev.espalier.training;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where and how often a training saves itself.
 *
 * @param directory folder of the checkpoints of this run, or null to save none
 * @param keep newest checkpoints to keep, at least 1; the best one is kept beside them
 * @param everySteps steps between two checkpoints beside the one after each validation; 0 for none
 * @param start what to do where the folder holds checkpoints already
 */
public record Checkpoints(@Nullable Path directory, int keep, long everySteps, Start start) {

  /** What a training does with the checkpoints that it finds. */
  public enum Start {
    /** Refuses to begin, so that nothing is lost. */
    NEW,
    /** Goes on from the newest sound checkpoint, or begins where there is none. */
    RESUME
  }

  /** Saves nothing. */
  public static Checkpoints none() {
    return new Checkpoints(null, 1, 0, Start.NEW);
  }

  /** Saves into this folder after each validation and keeps the last three and the best. */
  public static Checkpoints in(Path directory) {
    return new Checkpoints(directory, 3, 0, Start.NEW);
  }

  /** The same, saving also each time this many steps are done. */
  public Checkpoints every(long steps) {
    return new Checkpoints(directory, keep, steps, start);
  }

  /** The same, keeping this many. */
  public Checkpoints keep(int keep) {
    return new Checkpoints(directory, keep, everySteps, start);
  }

  /** The same, going on where the folder's newest sound checkpoint stopped. */
  public Checkpoints resume() {
    return new Checkpoints(directory, keep, everySteps, Start.RESUME);
  }
}
