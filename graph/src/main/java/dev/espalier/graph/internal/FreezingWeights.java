package dev.espalier.graph.internal;

import dev.espalier.dsl.plan.Bank;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Weights to which no loss sends a gradient from some step on; what is computed with them does not
 * change, and gradients pass on to what they are multiplied with.
 *
 * @param learning scalar, 1 as long as they learn, 0 afterwards
 */
record FreezingWeights(Ops tf, WeightSource weights, Operand<TFloat32> learning)
    implements WeightsOver {

  @Override
  public List<Operand<TFloat32>> separate(Bank bank) {
    return weights.separate(bank).stream().map(this::freezing).toList();
  }

  @Override
  public Operand<TFloat32> joined(Bank bank) {
    return freezing(weights.joined(bank));
  }

  @Override
  public Operand<TFloat32> stacked(Bank bank) {
    return freezing(weights.stacked(bank));
  }

  @Override
  public Operand<TFloat32> grid(Bank bank, int outputs, int inputs) {
    return freezing(weights.grid(bank, outputs, inputs));
  }

  /** The value of the weight, the gradient times {@link #learning}. */
  private Operand<TFloat32> freezing(Operand<TFloat32> weight) {
    Operand<TFloat32> held = tf.stopGradient(weight);
    Operand<TFloat32> none = tf.math.sub(weight, held);
    return tf.math.add(held, tf.math.mul(none, learning));
  }
}
