package dev.espalier.training.internal;

import dev.espalier.graph.internal.Weight;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** An optimiser that treats each entry by itself, by one formula for whole weights and rows. */
interface EntryOptimizer extends Optimizer {

  /** Where it writes its ops. */
  Site site();

  /** Moves these entries along their gradient. */
  List<Op> move(Entries entries, Operand<TFloat32> gradient);

  @Override
  default List<Op> dense(Weight weight, Operand<TFloat32> gradient) {
    return move(new Entries(site(), weight, null), gradient);
  }

  @Override
  default List<Op> rows(Weight table, Operand<TInt32> rows, Operand<TFloat32> gradient) {
    return move(new Entries(site(), table, rows), gradient);
  }
}
