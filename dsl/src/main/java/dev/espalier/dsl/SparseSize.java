package dev.espalier.dsl;

/** How much experts hold of which each example is computed by a few. */
final class SparseSize {

  private SparseSize() {}

  /** These experts with so many gates, on streams of this width. */
  static TopologySize of(SparseMoe block, Topology topology, int width, int gates) {
    int read =
        block.granularity() instanceof Granularity.PerPosition each
            ? topology.positioned(each.feature()).depth()
            : width;
    TopologySize experts = TopologySize.layers(read, block.layers()).times(block.experts());
    if (block.router() instanceof FixedRouter) {
      return experts;
    }
    int routed = block.granularity() instanceof Granularity.PerTask ? 1 : read;
    Layers hidden = block.router().hidden();
    int logits = block.router().logits(block.experts());
    TopologySize gate =
        TopologySize.layers(routed, hidden)
            .plus(TopologySize.array(hidden.outputWidth(routed), logits));
    TopologySize noise =
        block.router() instanceof NoisyTopKRouter
            ? TopologySize.array(routed, block.experts())
            : TopologySize.NONE;
    return experts.plus(gate.plus(noise).times(gates));
  }
}
