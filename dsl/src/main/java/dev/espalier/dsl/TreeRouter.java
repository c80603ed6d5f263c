package dev.espalier.dsl;

/**
 * Sends each example down a decision tree whose leaves are the experts: at each inner node it goes
 * right with the probability of a sigmoid, and the probability of a leaf is the product on the way
 * to it (soft decision trees: Frosst and Hinton 2017; hierarchical mixtures: Jordan and Jacobs
 * 1994). The k most probable leaves compute the example, with their probabilities as weights; all
 * nodes on the way to them learn.
 *
 * @param depth inner nodes on the way to each leaf, at least 1; there are 2^depth experts
 * @param k leaves of each example, from 1 to their number; default 1
 * @param hidden layers before the nodes, for each gate its own; default none
 */
public record TreeRouter(int depth, int k, Layers hidden) implements Router {

  @Override
  public Softmax softmax() {
    return Softmax.BEFORE;
  }

  @Override
  public String verb() {
    return "tree";
  }

  /** One for each inner node. */
  @Override
  public int logits(int experts) {
    return (1 << depth) - 1;
  }

  /** The same router with so many leaves for each example. */
  public TreeRouter k(int leaves) {
    return new TreeRouter(depth, leaves, hidden);
  }

  /** The same router with hidden layers of these widths. */
  public TreeRouter hidden(int... units) {
    return new TreeRouter(depth, k, Layers.of(units));
  }
}
