package dev.espalier.graph.internal;

import dev.espalier.dsl.plan.Bank;
import dev.espalier.dsl.plan.Table;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Weights read from another source, some of them in another way. */
interface WeightsOver extends WeightSource {

  /** The other source. */
  WeightSource weights();

  @Override
  default Operand<TFloat32> joined(Bank bank) {
    return weights().joined(bank);
  }

  @Override
  default Operand<TFloat32> stacked(Bank bank) {
    return weights().stacked(bank);
  }

  @Override
  default List<Operand<TFloat32>> separate(Bank bank) {
    return weights().separate(bank);
  }

  @Override
  default Operand<TFloat32> grid(Bank bank, int outputs, int inputs) {
    return weights().grid(bank, outputs, inputs);
  }

  @Override
  default List<Operand<TFloat32>> gather(Table table, List<Operand<TInt32>> ids) {
    return weights().gather(table, ids);
  }

  @Override
  default List<Operand<TFloat32>> gatherSome(Table table, List<Operand<TInt32>> ids) {
    return weights().gatherSome(table, ids);
  }
}
