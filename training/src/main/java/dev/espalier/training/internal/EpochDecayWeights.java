package dev.espalier.training.internal;

import dev.espalier.training.EpochDecay;
import org.tensorflow.op.Ops;

/** Factors to the power of the epoch, see {@link EpochDecay}. */
record EpochDecayWeights(EpochDecay settings) implements LossWeighting {

  @Override
  public Weighed weigh(LossSite site) {
    Ops tf = site.tf();
    EpochCount epochs = new EpochCount(site, "epochDecay");
    float[] factors = new float[site.tasks()];
    for (int t = 0; t < factors.length; t++) {
      factors[t] = settings.factors().getOrDefault(site.objective().tasks().get(t), 1f);
    }
    return Weighed.of(site.times(tf.math.pow(tf.constant(factors), epochs.inStep())))
        .atEpochEnd(epochs.next(tf));
  }
}
