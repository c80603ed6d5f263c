package dev.espalier.graph.internal;

import dev.espalier.dsl.SparseMoe;
import dev.espalier.dsl.plan.LayerPlan;
import dev.espalier.dsl.plan.Networks;
import dev.espalier.dsl.plan.SparseStep;
import dev.espalier.graph.Lowering;
import java.util.Collections;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Writes experts that gates picked for tasks, whatever the example, in training and evaluation.
 * Where the choices of all tasks are fewer than the experts, only the weights of those are read:
 * how many that are is known though not which, so that all shapes are.
 */
record TaskRouting(Ops tf, WeightSource weights, NetworksLowering networks) {

  /**
   * A stream per gate.
   *
   * @param picks of each gate, for a batch of 1
   * @param weighing weights of the choices, [1, gates, k]
   */
  Streams apply(
      SparseStep step, Streams in, Picks picks, Operand<TFloat32> weighing, Lowering lowering) {
    int gates = step.gates().count();
    int choices = step.block().router().k();
    boolean all =
        step.block().dispatch() == SparseMoe.Dispatch.SOFT
            || gates * choices >= step.experts().count();
    int each = all ? step.experts().count() : choices;
    Operand<TFloat32> factors = all ? picks.spread(weighing) : weighing;
    Streams computed =
        all
            ? networks.apply(step.experts(), in, lowering)
            : picked(step, in, picks.ranked(), gates * choices);
    int width = step.experts().outputWidth();
    Operand<TFloat32> rows =
        tf.reshape(computed.stacked(), tf.constant(new int[] {all ? 1 : gates, each, -1}));
    int[] shape = all ? new int[] {1, gates, each} : new int[] {gates, 1, each};
    Operand<TFloat32> sums = BatchedProduct.of(tf, tf.reshape(factors, tf.constant(shape)), rows);
    return Streams.stacked(
        tf, gates, width, tf.reshape(sums, tf.constant(new int[] {gates, -1, width})));
  }

  /** The expert of each choice, gate by gate. */
  private Streams picked(SparseStep step, Streams in, Operand<TInt32> ranked, int choices) {
    int k = step.block().router().k();
    Operand<TInt32> first =
        tf.slice(ranked, tf.constant(new int[3]), tf.constant(new int[] {1, -1, k}));
    Operand<TInt32> numbers = tf.reshape(first, tf.constant(new int[] {choices, 1}));
    List<LayerPlan> layers = step.experts().layers();
    Networks some = new Networks(choices, step.experts().inputWidth(), layers);
    Streams copies = Streams.list(tf, in.width(), Collections.nCopies(choices, in.flat()));
    return networks
        .reading(new PickedWeights(tf, weights, numbers, choices))
        .apply(some, copies, Lowering.BATCHED);
  }

  /** These numbers [1, gates, experts] for each row of the stream. */
  static Operand<TFloat32> everyRow(Ops tf, Operand<TFloat32> weights, Streams in) {
    Operand<TInt32> rows =
        tf.slice(tf.shape(in.flat()), tf.constant(new int[] {0}), tf.constant(new int[] {1}));
    int[] each = {(int) weights.shape().get(1), (int) weights.shape().get(2)};
    return tf.broadcastTo(weights, tf.concat(List.of(rows, tf.constant(each)), tf.constant(0)));
  }
}
