package dev.espalier.training.checkpoint;

import dev.espalier.dsl.Problem;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Says why a checkpoint could not be saved or read, and what to do. */
public final class CheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What went wrong, for programs. */
  public enum Reason {
    /** There is no checkpoint, or none with a score where the best was asked for. */
    NO_CHECKPOINT,
    /** There are checkpoints, and none is intact. */
    ALL_BROKEN,
    /** The checkpoint that was asked for is not intact. */
    BROKEN,
    /** The checkpoint belongs to another topology. */
    OTHER_TOPOLOGY,
    /** The checkpoint is intact, written by a later version of Espalier. */
    NEWER_SCHEMA,
    /** A later step is saved there already. */
    STEP_BEHIND,
    /** Another run saves there. */
    IN_USE,
    /** The directory cannot be written to. */
    READ_ONLY,
    /** The disk, or the quota on it, is used up. */
    DISK_FULL,
    /** The checkpoint was not saved for another reason, which is the cause. */
    NOT_WRITTEN,
    /** The directory could not be read, for the reason that is the cause. */
    NOT_READ
  }

  private final Reason reason;
  private final transient Path path;
  private final transient Problem problem;

  /** An exception for this path, with what was received there, what is allowed, and a way out. */
  public CheckpointException(Reason reason, Path path, Problem problem, @Nullable Throwable cause) {
    super(problem.toString(), cause);
    this.reason = reason;
    this.path = path;
    this.problem = problem;
  }

  /** What went wrong. */
  public Reason reason() {
    return reason;
  }

  /** Where. */
  public Path path() {
    return path;
  }

  /** The message in its parts. */
  public Problem problem() {
    return problem;
  }
}
