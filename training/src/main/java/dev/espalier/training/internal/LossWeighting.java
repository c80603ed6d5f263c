package dev.espalier.training.internal;

/** Writes what a weighting makes of the losses of a step. */
interface LossWeighting {

  /** The losses to differentiate. */
  Weighed weigh(LossSite site);
}
