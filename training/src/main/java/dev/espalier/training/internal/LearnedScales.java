package dev.espalier.training.internal;

import dev.espalier.graph.internal.Weight;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Losses e^(sign s) L − sign part s with learned scales s.
 *
 * @param name of the state
 * @param sign 1 or −1
 * @param part how much s counts by itself
 */
record LearnedScales(String name, float sign, float part) implements LossWeighting {

  /** e^(−s) L + s / 2, see {@link dev.espalier.training.Uncertainty}. */
  static final LearnedScales UNCERTAINTY = new LearnedScales("uncertainty", -1f, 0.5f);

  /** e^s L − s, see {@link dev.espalier.training.ImtlL}. */
  static final LearnedScales IMTL_L = new LearnedScales("imtlL", 1f, 1f);

  @Override
  public Weighed weigh(LossSite site) {
    Ops tf = site.tf();
    Weight scales = site.learned(name);
    Operand<TFloat32> signed = tf.math.mul(scales.leaf(), tf.constant(sign));
    List<Operand<TFloat32>> factors = site.apart(tf.math.exp(signed));
    // A task without a label pulls at no scale, either.
    List<Operand<TFloat32>> alone =
        site.apart(
            tf.math.mul(tf.math.mul(signed, tf.constant(part)), site.present(site.losses())));
    List<Operand<TFloat32>> losses = new ArrayList<>();
    for (int t = 0; t < site.tasks(); t++) {
      losses.add(
          tf.math.sub(tf.math.mul(site.objective().losses().get(t), factors.get(t)), alone.get(t)));
    }
    return Weighed.of(losses).with(scales);
  }
}
