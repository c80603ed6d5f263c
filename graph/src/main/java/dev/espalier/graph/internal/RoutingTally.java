package dev.espalier.graph.internal;

import dev.espalier.dsl.plan.Plan;
import dev.espalier.dsl.plan.SparseStep;
import dev.espalier.graph.internal.RouterLowering.Logits;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Max;
import org.tensorflow.op.core.Sum;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The numbers by which a step tells what a router did, sums over the examples of the step, so that
 * steps can be added up. Where positions are routed, these are the examples here; where tasks are,
 * a step is one example. The numbers are: the examples; the rows that experts computed, empty
 * places included; for each gate its picks; for each gate the entropies in nats of the softmax of
 * its logits without noise; for each expert the examples that it computed; for each gate and expert
 * the picks that found a place.
 *
 * @param gates their number
 * @param experts their number
 */
public record RoutingTally(int gates, int experts) {

  /** The numbers of this block. */
  public static RoutingTally of(SparseStep step) {
    return new RoutingTally(step.gates().count(), step.experts().count());
  }

  /** The blocks of a plan that have a router, those in bodies included, in its order. */
  public static List<SparseStep> steps(Plan plan) {
    return plan.everyStep().stream()
        .filter(SparseStep.class::isInstance)
        .map(SparseStep.class::cast)
        .toList();
  }

  /** How many numbers there are. */
  public int size() {
    return kept(gates, 0);
  }

  /** Where the number of examples is. */
  public int examples() {
    return 0;
  }

  /** Where the number of rows is. */
  public int rows() {
    return 1;
  }

  /** Where the number of a gate's picks is. */
  public int asked(int gate) {
    return 2 + gate;
  }

  /** Where the sum of a gate's entropies is. */
  public int entropy(int gate) {
    return asked(gates) + gate;
  }

  /** Where the number of examples that an expert computed is. */
  public int computed(int expert) {
    return entropy(gates) + expert;
  }

  /** Where the number of a gate's picks of an expert is that found a place. */
  public int kept(int gate, int expert) {
    return computed(experts) + gate * experts + expert;
  }

  /**
   * Writes the numbers of a step.
   *
   * @param first what was picked before any expert was full
   * @param last what was picked in the end
   * @param found places [batch, experts] as {@link Places} gives them; null where nothing is
   *     dropped
   * @param rows that experts compute
   * @param counting 1 for the examples that count and 0 for the others, [batch]; null where all do
   */
  Operand<TFloat32> write(
      Ops tf,
      Logits logits,
      Picks first,
      Picks last,
      @Nullable Operand<TInt32> found,
      int rows,
      @Nullable Operand<TFloat32> counting) {
    int[] overChoices = {0, 2};
    Operand<TInt32> each = last.hot();
    Operand<TInt32> took = null;
    if (found != null) {
      took = tf.math.minimum(found, tf.constant(1));
      each = tf.math.mul(each, tf.reshape(took, tf.constant(new int[] {-1, 1, 1, experts})));
    }
    Operand<TInt32> kept = tf.sum(each, tf.constant(overChoices));
    Operand<TInt32> computed =
        gates == 1
            ? kept
            : tf.sum(
                took == null ? tf.max(each, tf.constant(new int[] {1, 2})) : took, tf.constant(0));
    CountedRows counted = new CountedRows(tf, counting);
    Operand<TInt32> asked = tf.sum(first.hot(), tf.constant(new int[] {0, 2, 3}));
    Operand<TFloat32> entropy = entropy(tf, logits.clean());
    Operand<TFloat32> entropies = tf.sum(counted.only(entropy), tf.constant(overChoices));
    return tf.concat(
        List.of(
            tf.stack(List.of(counted.number(entropy), tf.constant((float) rows))),
            floats(tf, asked),
            entropies,
            floats(tf, computed),
            floats(tf, kept)),
        tf.constant(0));
  }

  /**
   * The entropy of the softmax of logits [batch, gates, experts], [batch, gates, 1]: the logarithm
   * of the sum of exponentials less the mean logit. One exponential each, where the softmax and its
   * logarithm take two.
   */
  private static Operand<TFloat32> entropy(Ops tf, Operand<TFloat32> logits) {
    Operand<TInt32> experts = tf.constant(2);
    Operand<TFloat32> below = tf.math.sub(logits, tf.max(logits, experts, Max.keepDims(true)));
    Operand<TFloat32> parts = tf.math.exp(below);
    Operand<TFloat32> all = tf.sum(parts, experts, Sum.keepDims(true));
    Operand<TFloat32> mean =
        tf.math.div(tf.sum(tf.math.mul(parts, below), experts, Sum.keepDims(true)), all);
    return tf.math.sub(tf.math.log(all), mean);
  }

  private static Operand<TFloat32> floats(Ops tf, Operand<TInt32> numbers) {
    return tf.dtypes.cast(tf.reshape(numbers, tf.constant(new int[] {-1})), TFloat32.class);
  }
}
