package dev.espalier.training.study;

import java.util.Collection;

/**
 * Lets the best share of the trainings go on from rung to rung: asynchronous successive halving (Li
 * et al., 2020). Rungs are at the epochs {@code first}, {@code first · factor}, {@code first ·
 * factor²} and so on; of those that came to a rung so far, the best one in {@code factor} goes on,
 * and who comes first always does. Nobody waits, and whoever is stopped stays stopped.
 *
 * @param first epochs before the first rung; default 1
 * @param factor how many come to a rung for each that goes on; default 3
 */
public record SuccessiveHalving(int first, int factor) implements Pruning {

  /**
   * Checks both.
   *
   * @throws IllegalArgumentException for no epoch, or a factor below 2
   */
  public SuccessiveHalving {
    if (first < 1 || factor < 2) {
      throw new IllegalArgumentException(
          "Halving begins after 1 epoch or more, by a factor of 2 or more; received %d and %d."
              .formatted(first, factor));
    }
  }

  /** The rule with its defaults. */
  public SuccessiveHalving() {
    this(1, 3);
  }

  @Override
  public boolean isHopeless(ScoreCurve own, Collection<ScoreCurve> others) {
    int epoch = own.epoch();
    if (!isRung(epoch)) {
      return false;
    }
    double[] peers = Rung.best(epoch, others);
    double score = own.bestBy(epoch);
    int better = 0;
    for (double peer : peers) {
      // Not a number is worse than any.
      better += score >= peer ? 0 : 1;
    }
    return better >= Math.max(1, (peers.length + 1) / factor);
  }

  private boolean isRung(int epoch) {
    long rung = first;
    while (rung < epoch) {
      rung *= factor;
    }
    return rung == epoch;
  }
}
