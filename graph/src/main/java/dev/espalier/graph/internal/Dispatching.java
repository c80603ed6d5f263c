package dev.espalier.graph.internal;

import dev.espalier.dsl.Positioned;
import dev.espalier.dsl.plan.Networks;
import dev.espalier.dsl.plan.SparseStep;
import dev.espalier.graph.Lowering;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Max;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.op.math.Cumsum;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * Sends examples to experts and adds up what comes back. An expert computes an example once, for
 * all gates that picked it.
 *
 * <p>In training each expert has a fixed number of places, so that all shapes are known. In
 * evaluation and serving it has as many as examples came, and one to which none came reads nothing
 * of its weights.
 */
final class Dispatching {
  private final Ops tf;
  private final WeightSource weights;
  private final NetworksLowering networks;
  private final Phase phase;

  Dispatching(Ops tf, WeightSource weights, NetworksLowering networks, Phase phase) {
    this.tf = tf;
    this.weights = weights;
    this.networks = networks;
    this.phase = phase;
  }

  /** Rows that experts computed, and for each example and expert which of them is theirs. */
  private record Computed(Operand<TFloat32> rows, Operand<TInt32> places) {}

  /**
   * The streams out, [batch, gates, width].
   *
   * @param found places [batch, experts] as {@link Places} gives them; null where each example has
   *     one with each of its experts
   * @param weighing weights [batch, gates, k]
   */
  Operand<TFloat32> apply(
      SparseStep step,
      Streams in,
      Picks picks,
      @Nullable Operand<TInt32> found,
      Operand<TFloat32> weighing,
      Lowering lowering) {
    Positioned feature = step.feature();
    int each = feature == null ? 1 : feature.positions();
    int training = places(step, networks.batchSize() * each);
    Lowering layout = lowering.of(step.experts(), step.experts().count(), training);
    Computed computed =
        phase.isTraining() && found != null
            ? packed(step, in, picks, found, layout)
            : ragged(step, in, asked(picks, found), layout);
    Operand<TInt32> at = picks.read(computed.places());
    boolean fewer = step.block().router().least() < step.block().router().k() || hasGaps(step);
    return sum(step, in, computed, at, weighing, fewer || found != null);
  }

  private static boolean hasGaps(SparseStep step) {
    Positioned feature = step.feature();
    return feature != null && feature.hasGaps();
  }

  /** Places of each expert in training. */
  static int places(SparseStep step, int batch) {
    int choices = step.block().router().k() * step.gates().count();
    return step.block()
        .capacity()
        .places(step.block().capacity().training(), choices, step.experts().count(), batch);
  }

  /** A block of rows for each expert, all of one size; a place that nobody took has any row. */
  private Computed packed(
      SparseStep step, Streams in, Picks picks, Operand<TInt32> found, Lowering layout) {
    int batch = (int) in.flat().shape().get(0);
    int count = step.experts().count();
    int places = places(step, batch);
    // With one gate no two choices have the same place, and there are fewer of them than pairs.
    boolean single = step.gates().count() == 1;
    Operand<TInt32> taken = single ? picks.read(found) : found;
    int perRow = single ? (int) picks.hot().shape().get(2) : count;
    int[] sources = new int[batch * perRow];
    for (int i = 0; i < sources.length; i++) {
      sources[i] = i / perRow;
    }
    Operand<TInt32> source =
        tf.scatterNd(
            tf.reshape(taken, tf.constant(new int[] {-1, 1})),
            tf.constant(sources),
            tf.constant(new int[] {1 + count * places}));
    Operand<TInt32> rows =
        tf.slice(source, tf.constant(new int[] {1}), tf.constant(new int[] {-1}));
    Operand<TFloat32> sent = tf.gatherNd(in.flat(), tf.expandDims(rows, tf.constant(1)));
    int[] shape = {count, places, in.width()};
    Streams each = Streams.stacked(tf, count, in.width(), tf.reshape(sent, tf.constant(shape)));
    return new Computed(flat(networks.apply(step.experts(), each, layout)), found);
  }

  /** As many rows for each expert as came to it. */
  private Computed ragged(SparseStep step, Streams in, Operand<TInt32> asked, Lowering layout) {
    int count = step.experts().count();
    // Transposed as floats: oneDNN, where TensorFlow has it, would complain of other types.
    Operand<TFloat32> byExpert =
        tf.linalg.transpose(tf.dtypes.cast(asked, TFloat32.class), tf.constant(new int[] {1, 0}));
    Operand<TBool> pairs = tf.math.greater(byExpert, tf.constant(0f));
    Operand<TInt64> rows =
        tf.slice(tf.where(pairs), tf.constant(new int[] {0, 1}), tf.constant(new int[] {-1, 1}));
    Operand<TFloat32> sent = tf.gatherNd(in.flat(), rows);
    Operand<TInt32> sizes = tf.sum(asked, tf.constant(0));
    Streams each =
        Streams.list(
            tf,
            in.width(),
            List.copyOf(tf.splitV(sent, sizes, tf.constant(0), (long) count).output()));
    Operand<TInt32> before = tf.math.cumsum(sizes, tf.constant(0), Cumsum.exclusive(true));
    Operand<TInt32> places =
        tf.math.mul(asked, tf.math.add(tf.math.cumsum(asked, tf.constant(0)), before));
    return new Computed(together(each(step.experts(), each, layout), hasGaps(step)), places);
  }

  /** Whether an example is computed by an expert, 0 or 1, [batch, experts]. */
  private Operand<TInt32> asked(Picks picks, @Nullable Operand<TInt32> found) {
    return found == null
        ? tf.max(picks.hot(), tf.constant(new int[] {1, 2}))
        : tf.dtypes.cast(tf.math.greater(found, tf.constant(0)), TInt32.class);
  }

  /** Experts, each on rows of its own, however many. */
  private Streams each(Networks experts, Streams in, Lowering layout) {
    if (experts.count() == 1) {
      return networks.apply(experts, in, layout);
    }
    boolean stacked = !phase.isServing() && layout == Lowering.BATCHED;
    return stacked
        ? networks.reading(new UnstackedWeights(tf, weights)).apply(experts, in, Lowering.SEPARATE)
        : networks.apply(experts, in, Lowering.SEPARATE);
  }

  private Operand<TFloat32> flat(Streams streams) {
    return tf.reshape(streams.stacked(), tf.constant(new int[] {-1, streams.width()}));
  }

  /** All rows, of which there may be none where no position counts: then one that nobody takes. */
  private Operand<TFloat32> together(Streams streams, boolean mayBeNone) {
    List<Operand<TFloat32>> rows = new ArrayList<>(streams.list());
    if (mayBeNone) {
      rows.add(tf.constant(new float[1][streams.width()]));
    }
    return rows.size() == 1 ? rows.get(0) : tf.concat(rows, tf.constant(0));
  }

  /**
   * The sum over choices of an expert's row times its weight.
   *
   * @param at place of each choice, [batch, gates, k], 0 for none
   * @param drops whether there may be any without a place
   */
  private Operand<TFloat32> sum(
      SparseStep step,
      Streams in,
      Computed computed,
      Operand<TInt32> at,
      Operand<TFloat32> weighing,
      boolean drops) {
    Operand<TInt32> one = tf.constant(1);
    Operand<TInt32> rows = tf.math.sub(drops ? tf.math.maximum(at, one) : at, one);
    Operand<TFloat32> took =
        drops
            ? phase.held(tf, tf.dtypes.cast(tf.math.greater(at, tf.constant(0)), TFloat32.class))
            : null;
    Operand<TFloat32> factors = took == null ? weighing : tf.math.mul(weighing, took);
    Operand<TFloat32> sum =
        phase.isTraining()
            ? choiceByChoice(computed.rows(), rows, factors)
            : atOnce(computed.rows(), rows, factors);
    if (took == null || in.width() != step.experts().outputWidth()) {
      return sum;
    }
    // What no expert took passes through.
    Operand<TFloat32> none =
        tf.math.sub(tf.constant(1f), tf.max(took, tf.constant(2), Max.keepDims(true)));
    return tf.math.add(sum, tf.math.mul(none, in.byStream()));
  }

  /** In few ops. */
  private Operand<TFloat32> atOnce(
      Operand<TFloat32> computed, Operand<TInt32> rows, Operand<TFloat32> factors) {
    Operand<TFloat32> each = tf.gatherNd(computed, tf.expandDims(rows, tf.constant(-1)));
    return tf.sum(tf.math.mul(each, tf.expandDims(factors, tf.constant(-1))), tf.constant(2));
  }

  /** In such a way that nothing as large as what is read is repeated or summed on the way back. */
  private Operand<TFloat32> choiceByChoice(
      Operand<TFloat32> computed, Operand<TInt32> rows, Operand<TFloat32> factors) {
    long k = factors.shape().get(2);
    List<Operand<TInt32>> at = List.copyOf(tf.unstack(rows, k, Unstack.axis(2L)).output());
    List<Operand<TFloat32>> each =
        List.copyOf(
            tf.unstack(
                    tf.gatherNd(computed, tf.expandDims(tf.stack(at), tf.constant(-1))),
                    k,
                    Unstack.axis(0L))
                .output());
    List<Operand<TFloat32>> by = List.copyOf(tf.unstack(factors, k, Unstack.axis(2L)).output());
    List<Operand<TFloat32>> terms = new ArrayList<>();
    for (int i = 0; i < k; i++) {
      terms.add(tf.math.mul(each.get(i), tf.expandDims(by.get(i), tf.constant(-1))));
    }
    return terms.size() == 1 ? terms.get(0) : tf.math.addN(terms);
  }
}
