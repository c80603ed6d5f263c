package dev.espalier.training.study;

import java.util.Collection;

/** Says which trainings of a study are not worth going on with. */
public interface Pruning {

  /**
   * Whether a training is hopeless after its last epoch.
   *
   * @param own how it went so far, at least one epoch
   * @param others how the other trainings went, those that were stopped included
   */
  boolean isHopeless(ScoreCurve own, Collection<ScoreCurve> others);
}
