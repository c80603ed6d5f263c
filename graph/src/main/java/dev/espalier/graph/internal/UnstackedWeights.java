package dev.espalier.graph.internal;

import dev.espalier.dsl.plan.Bank;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Banks that training reads stacked, one by one: a network that has no rows to compute then reads
 * nothing of them.
 */
record UnstackedWeights(Ops tf, WeightSource weights) implements WeightsOver {

  @Override
  public List<Operand<TFloat32>> separate(Bank bank) {
    List<Operand<TFloat32>> each = new ArrayList<>();
    boolean vectors = bank.shape().size() == 1;
    for (Operand<TFloat32> one : tf.unstack(weights.stacked(bank), (long) bank.size()).output()) {
      each.add(vectors ? tf.reshape(one, tf.constant(new int[] {-1})) : one);
    }
    return each;
  }
}
