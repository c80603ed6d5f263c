package dev.espalier.training;

import dev.espalier.graph.FrozenModel;
import dev.espalier.training.internal.Beginning;
import dev.espalier.training.internal.WarmWeights;
import java.nio.file.Path;

/**
 * Lets a training begin where another one ended, of the same topology on newer examples or of one
 * that has grown: {@code Model.compile(topology, WarmStart.of(run))}.
 *
 * <p>Weights are taken by name where their shape is the same. Rows of a vocabulary are taken word
 * by word, those of ids by id, so that a table can grow; words that the model knew keep their rows,
 * and words of the new examples get what room is left. Features keep their standardisation, their
 * quantiles and their buckets, since weights are worth nothing without. Everything else, and the
 * state of the optimiser, begins anew.
 */
public final class WarmStart {
  private final FrozenModel from;

  private WarmStart(FrozenModel from) {
    this.from = from;
  }

  /**
   * From the model that a training saved.
   *
   * @param run folder of its checkpoints
   * @throws dev.espalier.training.checkpoint.CheckpointException where there is no sound checkpoint
   */
  public static WarmStart of(Path run) {
    try (Model model = Model.load(run)) {
      return of(model.frozen());
    }
  }

  /** From this model, as {@link Model#frozen} gives it. */
  public static WarmStart of(FrozenModel model) {
    return new WarmStart(model);
  }

  /** What a training begins with. */
  Beginning weights() {
    return new WarmWeights(from);
  }
}
