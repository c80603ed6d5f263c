package dev.espalier.training;

import dev.espalier.dsl.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says that too many steps in a row could not be taken, because losses or gradients were not finite
 * or losses had jumped up. None of these steps has changed anything.
 */
public final class DivergedException extends TrainingException {
  private static final long serialVersionUID = 1L;

  private final long step;
  private final transient List<String> culprits;
  private final transient @Nullable Path lastCheckpoint;

  /**
   * An exception for this problem.
   *
   * @param step the last step that was not taken
   * @param culprits what was wrong with it
   * @param lastCheckpoint folder of the last checkpoint of the run; null where it has none
   */
  public DivergedException(
      Problem problem, long step, List<String> culprits, @Nullable Path lastCheckpoint) {
    super(problem);
    this.step = step;
    this.culprits = List.copyOf(culprits);
    this.lastCheckpoint = lastCheckpoint;
  }

  /** The last step that was not taken, from 1. */
  public long step() {
    return step;
  }

  /** What was wrong with it, such as {@code loss of click is not finite}. */
  public List<String> culprits() {
    return culprits;
  }

  /** Folder of the last checkpoint, from before these steps or among them; empty without one. */
  public Optional<Path> lastCheckpoint() {
    return Optional.ofNullable(lastCheckpoint);
  }
}
