package dev.espalier.dsl;

/**
 * Sends each example to the k experts of the largest logits with noise of Gumbel's distribution in
 * training: a draw without replacement by the softmax of the logits (Kool et al. 2019). Evaluation
 * and serving take the k largest logits, without noise.
 *
 * <p>Each picked expert has the weight 1 / k. Its gradient is that of its softmax over all experts:
 * the straight-through estimator, which is biased (Bengio et al. 2013), and the only one that
 * leaves the outputs of experts unscaled.
 *
 * @param k experts of each example, from 1 to their number
 * @param hidden layers before the logits, for each gate its own; default none
 */
public record SampledRouter(int k, Layers hidden) implements Router {

  @Override
  public Softmax softmax() {
    return Softmax.BEFORE;
  }

  @Override
  public String verb() {
    return "sampled";
  }

  /** The same router with hidden layers of these widths. */
  public SampledRouter hidden(int... units) {
    return new SampledRouter(k, Layers.of(units));
  }
}
