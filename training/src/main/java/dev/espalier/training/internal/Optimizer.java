package dev.espalier.training.internal;

import dev.espalier.graph.internal.Weight;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** Writes the ops that move weights along their gradients, once for each step of a graph. */
interface Optimizer {

  /**
   * Where an optimiser writes its ops.
   *
   * @param tf builds ops that only compute
   * @param guarded builds ops that change a variable; they wait for the guard
   * @param slots state kept of the weights
   * @param step number of steps done
   */
  record Site(Ops tf, Ops guarded, Slots slots, Operand<TInt64> step) {}

  /** Moves a whole weight. */
  List<Op> dense(Weight weight, Operand<TFloat32> gradient);

  /**
   * Moves some rows of a table, and nothing else of it.
   *
   * @param rows which ones, shape [u], distinct
   * @param gradient by them, shape [u, dimension]
   */
  List<Op> rows(Weight table, Operand<TInt32> rows, Operand<TFloat32> gradient);
}
