package dev.espalier.graph.internal;

import dev.espalier.dsl.plan.Bank;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Of each bank the members of these numbers, in their order; a member may be there several times.
 *
 * @param numbers [count, 1]
 */
record PickedWeights(Ops tf, WeightSource weights, Operand<TInt32> numbers, int count)
    implements WeightsOver {

  @Override
  public Operand<TFloat32> stacked(Bank bank) {
    return tf.gatherNd(weights.stacked(bank), numbers);
  }

  @Override
  public Operand<TFloat32> joined(Bank bank) {
    if (count != 1) {
      throw new IllegalStateException("Picked networks are read one behind the other.");
    }
    boolean vector = bank.shape().size() == 1;
    int units = bank.shape().get(bank.shape().size() - 1);
    return tf.reshape(stacked(bank), tf.constant(vector ? new int[] {-1} : new int[] {-1, units}));
  }

  @Override
  public List<Operand<TFloat32>> separate(Bank bank) {
    throw new IllegalStateException("Picked networks are read one behind the other.");
  }
}
