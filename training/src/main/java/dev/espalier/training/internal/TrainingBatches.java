package dev.espalier.training.internal;

import dev.espalier.graph.FittedFeatures;
import dev.espalier.training.data.BatchSource;
import dev.espalier.training.data.Batches;
import dev.espalier.training.data.HashCollisions;
import java.util.List;
import java.util.function.Function;

/**
 * The batches of a training.
 *
 * @param features what was fitted on the examples
 * @param facts what else a checkpoint has to keep of them; empty for nothing
 * @param order which examples each batch has, or how many
 * @param weighted whether any label is missing or any example weight is not 1
 * @param collisions how the values of each hashed feature fall into its buckets, where all are
 *     known
 * @param reading what reads batches in an order: this one, or parts of its batches
 */
public record TrainingBatches(
    FittedFeatures features,
    String facts,
    Batches order,
    boolean weighted,
    List<HashCollisions> collisions,
    Function<Batches, BatchSource> reading) {

  /** What reads the parts of the batches, so many of each; close it. */
  BatchSource read(int parts) {
    return reading.apply(order.split(parts));
  }
}
