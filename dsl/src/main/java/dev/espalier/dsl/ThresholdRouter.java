package dev.espalier.dsl;

/**
 * Sends each example to the experts whose softmax over all is above a share, the best one in any
 * case: clear examples cost one expert, others more. Weights are the softmax over all experts
 * ({@link Router.Softmax#BEFORE}).
 *
 * @param share in [0, 1): of an even softmax nobody is above 1 / experts
 * @param k the most experts of one example, from 1 to their number
 * @param hidden layers before the logits, for each gate its own; default none
 */
public record ThresholdRouter(float share, int k, Layers hidden) implements Router {

  /** The best one. */
  @Override
  public int least() {
    return 1;
  }

  @Override
  public Softmax softmax() {
    return Softmax.BEFORE;
  }

  @Override
  public String verb() {
    return "threshold";
  }

  /** The same router with hidden layers of these widths. */
  public ThresholdRouter hidden(int... units) {
    return new ThresholdRouter(share, k, Layers.of(units));
  }
}
