package dev.espalier.dsl;

/**
 * What a router pays for sending examples to few experts, or for logits that grow: a scalar times a
 * weight, added to the loss as a penalty that no task owns. Where several gates choose among the
 * same experts, what is balanced is the sum over all gates: an expert may be one task's own as long
 * as others have theirs. Where positions are routed, a batch is all of them that count; where tasks
 * are, it is one choice of each.
 *
 * @see Routing
 */
public sealed interface BalanceLoss {

  /** Factor of the loss, not negative. */
  float weight();

  /** The word that makes such a loss in Java, Kotlin and JSON, such as {@code zLoss}. */
  String verb();

  /**
   * The squared coefficient of variation of importances: of the sum over a batch of the weights
   * that each expert's output has, as the router gave them out (Shazeer et al. 2017, equations 6
   * and 7). 0 where all are equal. CV² is variance / (mean² + 1e-10), the variance that of the
   * experts as a population.
   */
  record Importance(float weight) implements BalanceLoss {
    @Override
    public String verb() {
      return "importance";
    }
  }

  /**
   * The squared coefficient of variation of loads: of the sum over a batch of the probability that
   * an expert would be picked if its noise alone were drawn again (Shazeer et al. 2017, appendix
   * A). It needs a router with noise that leaves some experts out.
   */
  record Load(float weight) implements BalanceLoss {
    @Override
    public String verb() {
      return "load";
    }
  }

  /**
   * n times the sum over the n experts of f P, with f the share of choices that fell on an expert,
   * which has no gradient, and P the mean of its weight under a softmax over all experts (Fedus et
   * al. 2021, equation 4). 1 at perfect balance, which is not its least value.
   */
  record SwitchLoss(float weight) implements BalanceLoss {
    @Override
    public String verb() {
      return "switchLoss";
    }
  }

  /**
   * The mean over a batch of (log sum exp of the logits)², which keeps them small (Zoph et al.
   * 2022, equation 5).
   */
  record ZLoss(float weight) implements BalanceLoss {
    @Override
    public String verb() {
      return "zLoss";
    }
  }
}
