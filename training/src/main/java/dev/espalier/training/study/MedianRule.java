package dev.espalier.training.study;

import java.util.Collection;

/**
 * Stops a training whose best score so far is worse than the median of the others' best at the same
 * epoch: the median stopping rule (Golovin et al., 2017), which takes the others' best here, not
 * their running averages. It looks at every training that came so far, stopped or not, so that the
 * bar does not rise by who is left.
 *
 * @param warmUp epochs in which none is stopped; default 1
 * @param atLeast others that have come so far, below which none is stopped; default 4
 */
public record MedianRule(int warmUp, int atLeast) implements Pruning {

  /**
   * Checks both.
   *
   * @throws IllegalArgumentException for a negative warm-up, or nobody to compare with
   */
  public MedianRule {
    if (warmUp < 0 || atLeast < 1) {
      throw new IllegalArgumentException(
          "A median rule has a warm-up of 0 or more and at least 1 other; received %d and %d."
              .formatted(warmUp, atLeast));
    }
  }

  /** The rule with its defaults. */
  public MedianRule() {
    this(1, 4);
  }

  @Override
  public boolean isHopeless(ScoreCurve own, Collection<ScoreCurve> others) {
    int epoch = own.epoch();
    double[] peers = Rung.best(epoch, others);
    if (epoch <= warmUp || peers.length < atLeast) {
      return false;
    }
    int middle = peers.length / 2;
    double median = peers.length % 2 == 1 ? peers[middle] : (peers[middle - 1] + peers[middle]) / 2;
    // Not a number is worse than any.
    return !(own.bestBy(epoch) >= median);
  }
}
