package dev.espalier.training.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.types.TFloat32;

/**
 * One step of training in a graph. Running {@link #train} computes losses and gradients, merges and
 * transforms them, moves the weights, carries out the other updates of the objective and counts the
 * step. Losses and the Gram matrix are those before the move.
 *
 * <p>A step whose losses or gradients are not finite changes nothing: weights, state of the
 * optimiser, moving averages and the counter are as before, and the run of the session fails with
 * an exception that {@link #isNotFinite} tells from others.
 *
 * @param collect for each micro-batch the op that keeps its gradients, to run with its examples
 *     before {@code train}, which then takes those of the last; empty where a step is one batch
 * @param train the op to run
 * @param gradients the ops that work out what {@code train} moves weights by; run alone, they
 *     change nothing
 * @param losses what each task's loss is, shape [T]
 * @param surgery dot products of the task gradients by the shared weights, a row per task: a
 *     conflict is a negative entry; then, where the merge is a weighted sum, a row with the
 *     weights. Shape [T or T + 1, T]; null unless the chain measures it
 * @param epochEnd the op to run where an epoch ends, without examples; null for none
 * @param after the op to run after {@code train}, with the same examples; null for none
 * @param spikes each task's loss over the median of its last ones, shape [T]; null where nobody
 *     watches them
 * @param exchange the op after which weights and their averages have changed places; null without
 *     averages
 */
public record TrainingStep(
    List<Op> collect,
    Op train,
    List<Op> gradients,
    Operand<TFloat32> losses,
    @Nullable Operand<TFloat32> surgery,
    @Nullable Op epochEnd,
    @Nullable Op after,
    @Nullable Operand<TFloat32> spikes,
    @Nullable Op exchange) {

  /** Whether a run of the session failed because a loss or a gradient was not finite. */
  public static boolean isNotFinite(RuntimeException failure) {
    return failure.getMessage() != null && failure.getMessage().contains(Guard.MESSAGE);
  }

  /** Whether a run of the session failed because a loss was far above its last ones. */
  static boolean isSpike(RuntimeException failure) {
    return failure.getMessage() != null && failure.getMessage().contains(SpikeWatch.MESSAGE);
  }
}
