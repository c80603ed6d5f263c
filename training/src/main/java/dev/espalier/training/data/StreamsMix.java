package dev.espalier.training.data;

import java.util.List;

/**
 * Batches of rows of several streams: of each as many as it says. An epoch is the stream with the
 * most batches once.
 *
 * @param streams the batches of each stream
 */
record StreamsMix(List<Batches> streams) implements Mix {

  @Override
  public StreamsMix split(int into) {
    return new StreamsMix(streams.stream().map(each -> each.split(into)).toList());
  }

  @Override
  public int batchSize() {
    return streams.stream().mapToInt(Batches::batchSize).sum();
  }

  @Override
  public int perEpoch() {
    return streams.stream().mapToInt(Batches::perEpoch).max().orElse(0);
  }

  @Override
  public void order(int epoch, int[] order) {
    throw new UnsupportedOperationException("Each stream has an order of its own.");
  }
}
