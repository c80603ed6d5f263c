package dev.espalier.training.data;

/** Batches of rows of several tables, in an order of their own in each epoch. */
interface Mix {

  /** The same in so many parts of each batch. */
  Mix split(int into);

  int batchSize();

  int perEpoch();

  /** Writes the rows of each batch of an epoch, one batch after the other. */
  void order(int epoch, int[] order);
}
