package dev.espalier.graph.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Sum;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.op.math.Cumsum;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;

/**
 * Gives examples their places with experts of limited capacity, in the order that {@link
 * dev.espalier.dsl.Capacity} tells.
 */
final class Places {
  private final Ops tf;
  private final int experts;
  private final Operand<TInt32> places;
  private final Operand<TInt32> given;

  /**
   * Places for so many examples, a scalar, with each expert.
   *
   * @param given how many of them examples may have, at most all
   */
  Places(Ops tf, int experts, Operand<TInt32> places, Operand<TInt32> given) {
    this.tf = tf;
    this.experts = experts;
    this.places = places;
    this.given = given;
  }

  /**
   * The place that each example has with each expert, [batch, experts], counted from 1 over all
   * places of all experts, first to last; 0 for none.
   */
  Operand<TInt32> of(Picks picks) {
    return taken(inOrder(picks.hot(), null), null);
  }

  /**
   * Sends choices that found no place to the next best expert, once.
   *
   * @param found the places that were found
   * @param own for each choice whether it has a place, 0 or 1
   */
  Picks nextBest(Picks picks, Operand<TInt32> found, Operand<TInt32> own) {
    int ranks = (int) picks.ranked().shape().get(2);
    // Of the choices a router may take fewer than k, the first ones.
    Operand<TInt32> asked = tf.sum(picks.hot(), tf.constant(3));
    Operand<TInt32> missed = tf.math.sub(asked, own);
    Operand<TInt32> rank =
        tf.math.add(
            tf.math.cumsum(missed, tf.constant(2), Cumsum.exclusive(true)),
            tf.sum(asked, tf.constant(2), Sum.keepDims(true)));
    Operand<TInt32> at = Picks.hot(tf, rank, ranks);
    Operand<TInt32> numbers = tf.expandDims(picks.ranked(), tf.constant(2));
    Operand<TInt32> next = tf.sum(tf.math.mul(at, numbers), tf.constant(3));
    Operand<TBool> tries =
        tf.math.logicalAnd(positive(missed), tf.math.less(rank, tf.constant(ranks)));
    Operand<TInt32> none = tf.constant(-1);
    return picks.of(Picks.hot(tf, tf.select(tries, next, none), experts));
  }

  /** Places of a second try, beside those that were found first. */
  Operand<TInt32> more(Picks second, Operand<TInt32> found) {
    return tf.math.add(found, taken(inOrder(second.hot(), found), found));
  }

  /**
   * The choices that hold in the end: the second where it found a place, the first elsewhere.
   *
   * @param places all places
   */
  Picks settled(Picks first, Picks second, Operand<TInt32> places) {
    Operand<TInt32> moved = tf.expandDims(ints(positive(second.read(places))), tf.constant(-1));
    Operand<TInt32> stayed = tf.math.sub(tf.constant(1), moved);
    return first.of(
        tf.math.add(tf.math.mul(first.hot(), stayed), tf.math.mul(second.hot(), moved)));
  }

  /**
   * Which examples ask which experts, [k, batch, experts], each as often as once, in the order in
   * which they are served: by the best choice that any gate made of it.
   */
  private Operand<TInt32> inOrder(Operand<TInt32> hot, @Nullable Operand<TInt32> found) {
    int gates = (int) hot.shape().get(1);
    int k = (int) hot.shape().get(2);
    Operand<TInt32> asked =
        gates == 1
            ? tf.reshape(hot, tf.constant(new int[] {-1, k, experts}))
            : tf.max(hot, tf.constant(1));
    // Not transposed: oneDNN, where TensorFlow has it, would complain of integers.
    Operand<TInt32> byChoice =
        k == 1
            ? tf.reshape(asked, tf.constant(new int[] {1, -1, experts}))
            : tf.stack(List.copyOf(tf.unstack(asked, (long) k, Unstack.axis(1L)).output()));
    if (gates > 1 && k > 1) {
      Operand<TInt32> before = tf.math.cumsum(byChoice, tf.constant(0), Cumsum.exclusive(true));
      byChoice = tf.math.mul(byChoice, ints(tf.math.equal(before, tf.constant(0))));
    }
    return found == null
        ? byChoice
        : tf.math.mul(byChoice, ints(tf.math.equal(found, tf.constant(0))));
  }

  private Operand<TInt32> taken(Operand<TInt32> asked, @Nullable Operand<TInt32> found) {
    Operand<TInt32> queue = tf.reshape(asked, tf.constant(new int[] {-1, experts}));
    Operand<TInt32> place = RunningSum.of(tf, queue);
    if (found != null) {
      place = tf.math.add(place, tf.sum(ints(positive(found)), tf.constant(0)));
    }
    int[] numbers = new int[experts];
    for (int e = 0; e < experts; e++) {
      numbers[e] = e;
    }
    Operand<TInt32> first = tf.math.mul(tf.constant(numbers), places);
    Operand<TInt32> kept = tf.math.mul(queue, ints(tf.math.lessEqual(place, given)));
    Operand<TInt32> taken = tf.math.mul(kept, tf.math.add(place, first));
    int k = (int) asked.shape().get(0);
    int[] byChoice = {k, -1, experts};
    return k == 1 ? taken : tf.sum(tf.reshape(taken, tf.constant(byChoice)), tf.constant(0));
  }

  private Operand<TBool> positive(Operand<TInt32> numbers) {
    return tf.math.greater(numbers, tf.constant(0));
  }

  private Operand<TInt32> ints(Operand<TBool> which) {
    return tf.dtypes.cast(which, TInt32.class);
  }
}
