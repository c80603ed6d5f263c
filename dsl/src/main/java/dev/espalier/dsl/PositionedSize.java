package dev.espalier.dsl;

/** How much what reads the positions of a feature holds. */
final class PositionedSize {

  private PositionedSize() {}

  /** The network that compares each position with another feature. */
  static TopologySize of(Positioned feature, Pooling.Attention attention) {
    int read = 4 * feature.depth();
    Layers hidden = attention.hidden();
    return TopologySize.layers(read, hidden)
        .plus(TopologySize.array(hidden.outputWidth(read), 1))
        .plus(TopologySize.array(1, 1));
  }

  /** One recurrent unit. */
  static TopologySize of(Gru gru, Topology topology) {
    long gates = 3L * gru.units();
    return TopologySize.array(topology.positioned(gru.feature()).depth(), gates)
        .plus(TopologySize.array(gru.units(), gates))
        .plus(TopologySize.array(gates, 1));
  }

  /** The convolutions of one stream. */
  static TopologySize of(Conv conv, Topology topology) {
    TopologySize size = TopologySize.NONE;
    int read = topology.positioned(conv.feature()).depth();
    for (int filters : conv.filters()) {
      long window = (long) conv.kernelSize() * conv.kernelSize() * read;
      size = size.plus(TopologySize.array(window, filters)).plus(TopologySize.array(filters, 1));
      read = filters;
    }
    return size;
  }

  /** A tower on the position at which an example was shown. */
  static TopologySize of(PositionBias bias) {
    int read = bias.dimension();
    return TopologySize.array(bias.feature().coding().rows(), read)
        .plus(TopologySize.layers(read, bias.tower()))
        .plus(TopologySize.array(bias.tower().outputWidth(read), 1));
  }
}
