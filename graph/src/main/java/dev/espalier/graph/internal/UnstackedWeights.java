package dev.espalier.graph.internal;

import dev.espalier.dsl.plan.Bank;
import dev.espalier.dsl.plan.Table;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Banks that training reads stacked, one by one: a network that has no rows to compute then reads
 * nothing of them.
 */
record UnstackedWeights(Ops tf, WeightSource weights) implements WeightSource {

  @Override
  public List<Operand<TFloat32>> separate(Bank bank) {
    List<Operand<TFloat32>> each = new ArrayList<>();
    boolean vectors = bank.shape().size() == 1;
    for (Operand<TFloat32> one : tf.unstack(weights.stacked(bank), (long) bank.size()).output()) {
      each.add(vectors ? tf.reshape(one, tf.constant(new int[] {-1})) : one);
    }
    return each;
  }

  @Override
  public Operand<TFloat32> joined(Bank bank) {
    return weights.joined(bank);
  }

  @Override
  public Operand<TFloat32> stacked(Bank bank) {
    return weights.stacked(bank);
  }

  @Override
  public Operand<TFloat32> grid(Bank bank, int outputs, int inputs) {
    return weights.grid(bank, outputs, inputs);
  }

  @Override
  public List<Operand<TFloat32>> gather(Table table, List<Operand<TInt32>> ids) {
    return weights.gather(table, ids);
  }

  @Override
  public List<Operand<TFloat32>> gatherSome(Table table, List<Operand<TInt32>> ids) {
    return weights.gatherSome(table, ids);
  }
}
