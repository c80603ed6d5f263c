package dev.espalier.graph.internal;

import dev.espalier.dsl.plan.GruStep;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Writes gated recurrent units, those of all streams together: what they take of the values in one
 * product for all positions, then position by position what they take of their states.
 */
final class GruLowering {
  private final Ops tf;
  private final WeightSource weights;

  GruLowering(Ops tf, WeightSource weights) {
    this.tf = tf;
    this.weights = weights;
  }

  /** Each stream beside the last state of its unit. */
  Streams apply(GruStep step, Streams in, Positions positions) {
    boolean alone = in.count() == 1;
    Operand<TFloat32> state = state(step, in.count(), positions);
    int width = in.width() + step.units();
    Operand<TFloat32> stream = alone ? in.flat() : in.stacked();
    Operand<TFloat32> both = tf.concat(List.of(stream, state), tf.constant(alone ? 1 : 2));
    return alone ? Streams.flat(tf, 1, width, both) : Streams.stacked(tf, in.count(), width, both);
  }

  /** The last state: [batch, units] of a single unit; of several [k, batch, units]. */
  private Operand<TFloat32> state(GruStep step, int count, Positions positions) {
    boolean alone = count == 1;
    int units = step.units();
    Operand<TInt32> last = tf.constant(alone ? 1 : 2);
    Operand<TInt32> sizes = tf.constant(new int[] {2 * units, units});
    Operand<TFloat32> recurrent =
        alone ? weights.joined(step.recurrent()) : weights.stacked(step.recurrent());
    List<Operand<TFloat32>> marks = marks(positions.mask(tf), step.feature().positions());
    List<Operand<TFloat32>> taken = taken(step, count, positions.values());
    @Nullable Operand<TFloat32> h = null;
    for (int t = 0; t < taken.size(); t++) {
      List<? extends Operand<TFloat32>> x = tf.splitV(taken.get(t), sizes, last, 2L).output();
      Operand<TFloat32> gates = x.get(0);
      Operand<TFloat32> candidate = x.get(1);
      if (h == null) {
        Operand<TFloat32> update = gates(gates, last).get(0);
        h = tf.math.mul(marked(update, marks, t), tf.math.tanh(candidate));
        continue;
      }
      Operand<TFloat32> product =
          alone ? tf.linalg.matMul(h, recurrent) : BatchedProduct.of(tf, h, recurrent);
      List<? extends Operand<TFloat32>> own = tf.splitV(product, sizes, last, 2L).output();
      List<? extends Operand<TFloat32>> both = gates(tf.math.add(gates, own.get(0)), last);
      Operand<TFloat32> fresh =
          tf.math.tanh(tf.math.add(candidate, tf.math.mul(both.get(1), own.get(1))));
      h = tf.math.add(h, tf.math.mul(marked(both.get(0), marks, t), tf.math.sub(fresh, h)));
    }
    if (h == null) {
      throw new IllegalStateException(step.path() + " reads no position.");
    }
    return h;
  }

  /** The update gate, then the reset gate. */
  private List<? extends Operand<TFloat32>> gates(Operand<TFloat32> sums, Operand<TInt32> last) {
    return tf.split(last, tf.math.sigmoid(sums), 2L).output();
  }

  /**
   * What the units take of the values, for each position [batch, 3 units] or [k, batch, 3 units].
   */
  private List<Operand<TFloat32>> taken(GruStep step, int count, Operand<TFloat32> values) {
    int positions = step.feature().positions();
    int columns = 3 * step.units();
    Operand<TFloat32> rows =
        tf.reshape(values, tf.constant(new int[] {-1, step.feature().depth()}));
    Operand<TFloat32> sums =
        tf.nn.biasAdd(
            tf.linalg.matMul(rows, weights.joined(step.kernel())), weights.joined(step.bias()));
    if (count == 1) {
      Operand<TFloat32> each = tf.reshape(sums, tf.constant(new int[] {-1, positions, columns}));
      return List.copyOf(tf.unstack(each, (long) positions, Unstack.axis(1L)).output());
    }
    Operand<TFloat32> each =
        tf.reshape(sums, tf.constant(new int[] {-1, positions, count, columns}));
    Operand<TFloat32> first = tf.linalg.transpose(each, tf.constant(new int[] {1, 2, 0, 3}));
    return List.copyOf(tf.unstack(first, (long) positions).output());
  }

  /** For each position 1 where it counts, [batch, 1]; none where all do. */
  private List<Operand<TFloat32>> marks(@Nullable Operand<TFloat32> mask, int positions) {
    return mask == null
        ? List.of()
        : List.copyOf(tf.split(tf.constant(1), mask, (long) positions).output());
  }

  private Operand<TFloat32> marked(
      Operand<TFloat32> update, List<Operand<TFloat32>> marks, int position) {
    return marks.isEmpty() ? update : tf.math.mul(update, marks.get(position));
  }
}
