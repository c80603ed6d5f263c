package dev.espalier.samples.bench;

import org.jspecify.annotations.Nullable;

/** What is done again and again while a clock runs. */
interface Timed extends AutoCloseable {

  /** Does it for the batch of this number, which may be larger than there are batches. */
  void once(int batch);

  /** Sum of the tasks' losses at the last time; 0 where none is computed. */
  double loss();

  /** Ops in a training graph, those of other runs included; null for what is served. */
  @Nullable Integer operations();

  @Override
  void close();
}
