package dev.espalier.graph.internal;

import dev.espalier.dsl.BalanceLoss;
import dev.espalier.dsl.SparseMoe;
import dev.espalier.graph.internal.RouterLowering.Logits;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Max;
import org.tensorflow.op.core.Sum;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Writes what routers pay, scalars that no task owns: sums are over examples and gates. */
final class BalanceLowering {
  private static final float EPSILON = 1e-10f;

  private final Ops tf;

  BalanceLowering(Ops tf) {
    this.tf = tf;
  }

  /**
   * The losses of this block, times their weights; those of weight 0 are left out.
   *
   * @param picks what the router picked, before any expert was full
   * @param spread the weights it gave, [batch, gates, experts]
   * @param counting 1 for the rows that count and 0 for the others, [batch]; null where all count
   */
  List<Operand<TFloat32>> of(
      SparseMoe block,
      Logits logits,
      Picks picks,
      Operand<TFloat32> spread,
      @Nullable Operand<TFloat32> counting) {
    CountedRows rows = new CountedRows(tf, counting);
    List<Operand<TFloat32>> losses = new ArrayList<>();
    for (BalanceLoss loss : block.losses()) {
      if (loss.weight() > 0) {
        Operand<TFloat32> of = of(loss, block, logits, picks, spread, rows);
        losses.add(tf.math.mul(of, tf.constant(loss.weight())));
      }
    }
    return losses;
  }

  private Operand<TFloat32> of(
      BalanceLoss loss,
      SparseMoe block,
      Logits logits,
      Picks picks,
      Operand<TFloat32> spread,
      CountedRows rows) {
    if (loss instanceof BalanceLoss.Importance) {
      return variation(rows.sum(spread));
    } else if (loss instanceof BalanceLoss.Load) {
      return variation(rows.sum(probabilities(block.router().k(), logits, picks)));
    } else if (loss instanceof BalanceLoss.SwitchLoss) {
      return agreement(block, logits, picks, rows);
    }
    Operand<TFloat32> most =
        tf.stopGradient(tf.max(logits.clean(), tf.constant(2), Max.keepDims(true)));
    Operand<TFloat32> sum =
        tf.sum(tf.math.exp(tf.math.sub(logits.clean(), most)), tf.constant(2), Sum.keepDims(true));
    Operand<TFloat32> size = tf.math.add(tf.math.log(sum), most);
    return tf.math.mean(rows.mean(tf.math.square(size)), tf.constant(0));
  }

  /** The squared coefficient of variation of a vector. */
  private Operand<TFloat32> variation(Operand<TFloat32> of) {
    Operand<TFloat32> mean = tf.math.mean(of, tf.constant(0));
    Operand<TFloat32> centred = tf.math.sub(of, mean);
    Operand<TFloat32> variance = tf.math.mean(tf.math.square(centred), tf.constant(0));
    return tf.math.div(variance, tf.math.add(tf.math.square(mean), tf.constant(EPSILON)));
  }

  /**
   * How likely each expert is to be picked if its own noise were drawn again: to beat the k-th
   * largest of the other noisy logits.
   */
  private Operand<TFloat32> probabilities(int k, Logits logits, Picks picks) {
    int experts = (int) logits.clean().shape().get(2);
    Operand<TInt32> around =
        tf.slice(
            picks.ranked(),
            tf.constant(new int[] {0, 0, k - 1}),
            tf.constant(new int[] {-1, -1, 2}));
    Operand<TFloat32> hot =
        tf.stopGradient(tf.dtypes.cast(Picks.hot(tf, around, experts), TFloat32.class));
    Operand<TFloat32> noisy = tf.expandDims(logits.picking(), tf.constant(2));
    Operand<TFloat32> limits = tf.sum(tf.math.mul(hot, noisy), tf.constant(3));
    Operand<TFloat32> last =
        tf.slice(limits, tf.constant(new int[3]), tf.constant(new int[] {-1, -1, 1}));
    Operand<TFloat32> next =
        tf.slice(limits, tf.constant(new int[] {0, 0, 1}), tf.constant(new int[] {-1, -1, 1}));
    Operand<TFloat32> picked =
        tf.stopGradient(tf.dtypes.cast(tf.sum(picks.hot(), tf.constant(2)), TFloat32.class));
    // Without itself the k-th largest is the one behind for those that were picked.
    Operand<TFloat32> limit = tf.math.add(last, tf.math.mul(picked, tf.math.sub(next, last)));
    return normal(
        tf.math.div(
            tf.math.sub(logits.clean(), limit), Objects.requireNonNull(logits.deviation())));
  }

  /**
   * The normal distribution function, whose gradient is its density: TensorFlow's own gradient of
   * {@code erf} becomes one op over single numbers, the slowest of a router.
   */
  private Operand<TFloat32> normal(Operand<TFloat32> z) {
    Operand<TFloat32> at = tf.stopGradient(z);
    Operand<TFloat32> erf = tf.math.erf(tf.math.mul(at, tf.constant((float) Math.sqrt(.5))));
    Operand<TFloat32> below = tf.math.mul(tf.math.add(erf, tf.constant(1f)), tf.constant(.5f));
    Operand<TFloat32> density =
        tf.math.mul(
            tf.math.exp(tf.math.mul(tf.math.square(at), tf.constant(-.5f))),
            tf.constant((float) (1 / Math.sqrt(2 * Math.PI))));
    return tf.math.add(below, tf.math.mul(tf.math.sub(z, at), tf.stopGradient(density)));
  }

  /** The experts' shares of the picks times their mean weights, times their number. */
  private Operand<TFloat32> agreement(
      SparseMoe block, Logits logits, Picks picks, CountedRows rows) {
    Operand<TFloat32> picked =
        tf.stopGradient(
            tf.dtypes.cast(tf.sum(picks.hot(), tf.constant(new int[] {0, 1, 2})), TFloat32.class));
    Operand<TFloat32> all = tf.math.maximum(tf.sum(picked, tf.constant(0)), tf.constant(1f));
    Operand<TFloat32> weight = rows.mean(tf.nn.softmax(logits.weighing()));
    Operand<TFloat32> sum = tf.sum(tf.math.mul(picked, weight), tf.constant(0));
    return tf.math.mul(tf.math.div(sum, all), tf.constant((float) block.experts()));
  }
}
