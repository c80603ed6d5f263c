package dev.espalier.graph.internal;

import dev.espalier.dsl.plan.Bank;
import dev.espalier.dsl.plan.Table;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Where a lowering reads parameters: trained variables, or frozen ones in a serving graph. A bank
 * is always read in one layout.
 */
interface WeightSource {

  /** Matrices side by side, [in, n * out]; vectors end to end, [n * out]. */
  Operand<TFloat32> joined(Bank bank);

  /** Matrices one behind the other, [n, in, out]; vectors as [n, 1, out]. */
  Operand<TFloat32> stacked(Bank bank);

  /** n matrices [in, out], or n vectors [out]. */
  List<Operand<TFloat32>> separate(Bank bank);

  /** The matrices [w, w] of m x k connections as one matrix [k * w, m * w]. */
  Operand<TFloat32> grid(Bank bank, int outputs, int inputs);

  /**
   * Rows of a table, [n, dimension] for each of these vectors of row numbers, [n] of any n: one for
   * each feature that reads the table, all at once, so that their gradients meet in each row.
   */
  List<Operand<TFloat32>> gather(Table table, List<Operand<TInt32>> ids);

  /** The same where some row numbers are -1, which is no row: any finite numbers take its place. */
  List<Operand<TFloat32>> gatherSome(Table table, List<Operand<TInt32>> ids);
}
