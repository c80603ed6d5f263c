package dev.espalier.dsl;

/**
 * Sends each example to the k experts of the largest noisy logits, weighed by a softmax over these
 * (Shazeer et al. 2017, equations 3 to 5): x W + N(0, 1) (softplus(x W_noise) + {@link #LEAST}),
 * one draw for each example, expert and step. Both matrices start at 0, so that at first examples
 * are spread evenly. In evaluation and serving there is no noise.
 *
 * @param k experts of each example, from 2 to their number: the weight of a single one would be 1
 *     whatever the logits are
 * @param warmup steps over which the deviation grows linearly to its full size; default 0, full
 *     from the first step
 */
public record NoisyTopKRouter(int k, int warmup) implements Router {
  /** What is added to the deviation, so that it never is 0, as in the authors' Tensor2Tensor. */
  public static final float LEAST = 1e-2f;

  @Override
  public Layers hidden() {
    return Layers.of();
  }

  @Override
  public Softmax softmax() {
    return Softmax.AFTER;
  }

  @Override
  public String verb() {
    return "noisyTopK";
  }

  /** The same router whose noise reaches its full size after so many steps. */
  public NoisyTopKRouter warmup(int steps) {
    return new NoisyTopKRouter(k, steps);
  }
}
