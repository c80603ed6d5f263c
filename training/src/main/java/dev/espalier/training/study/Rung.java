package dev.espalier.training.study;

import java.util.Collection;

/** What trainings had reached at the same epoch. */
final class Rung {

  private Rung() {}

  /** The best scores, ascending, of those that came to this epoch and have one. */
  static double[] best(int epoch, Collection<ScoreCurve> curves) {
    return curves.stream()
        .filter(curve -> curve.epoch() >= epoch)
        .mapToDouble(curve -> curve.bestBy(epoch))
        .filter(score -> !Double.isNaN(score))
        .sorted()
        .toArray();
  }
}
