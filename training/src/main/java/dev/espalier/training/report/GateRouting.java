package dev.espalier.training.report;

import java.util.List;

/**
 * Where a gate sent examples in an epoch.
 *
 * @param gate whose gate it is: a task, or {@code all tasks} where they have one gate
 * @param load for each expert the share of the training examples that the gate sent to it and that
 *     found a place, in [0, 1]
 * @param entropy mean over the training examples of the entropy of the softmax over all experts of
 *     the gate's logits without noise, in nats: 0 where it is sure, the logarithm of the number of
 *     experts where all are alike; not a number for a router that learns nothing
 * @param dropped share of the gate's picks in training that found no place, in [0, 1]: with one
 *     expert per example the share of the examples that no expert took
 * @param changed share of the first validation examples, at most {@link #COMPARED}, of which the
 *     gate picked another set of experts than at the validation before, without noise and before
 *     any expert was full, in [0, 1]; not a number at the first validation
 */
public record GateRouting(
    String gate, List<Double> load, double entropy, double dropped, double changed) {
  /** Validation examples that are compared. */
  public static final int COMPARED = 2048;

  /** Copies the list. */
  public GateRouting {
    load = List.copyOf(load);
  }
}
