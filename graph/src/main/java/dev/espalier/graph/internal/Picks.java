package dev.espalier.graph.internal;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.TopK;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * What gates picked for each example: choices in the order of their logits. Integers carry no
 * gradient, and TensorFlow has none for its top-k: the weights have theirs by way of the logits,
 * from which a one-hot mask takes those of the picked.
 *
 * @param tf builds ops
 * @param phase what the forward pass is for
 * @param ranked numbers of experts, the best first, [batch, gates, r] with r of k or more
 * @param hot 1 for the expert of each choice, [batch, gates, k, experts]
 */
record Picks(Ops tf, Phase phase, Operand<TInt32> ranked, Operand<TInt32> hot) {

  /** The first choices by these logits [batch, gates, experts], and so many ranks in all. */
  static Picks of(Ops tf, Phase phase, Operand<TFloat32> logits, int k, int ranks) {
    int experts = (int) logits.shape().get(2);
    TopK<TFloat32, TInt32> top =
        tf.nn.topK(phase.held(tf, logits), tf.constant(ranks), TInt32.class);
    Operand<TInt32> first =
        k == ranks
            ? top.indices()
            : tf.slice(top.indices(), tf.constant(new int[3]), tf.constant(new int[] {-1, -1, k}));
    return new Picks(tf, phase, top.indices(), hot(tf, first, experts));
  }

  /** Choices of these experts, 1 for each, in place of the first ones. */
  Picks of(Operand<TInt32> chosen) {
    return new Picks(tf, phase, ranked, chosen);
  }

  /** 1 in the place of each number; zeros for a number that is no expert's. */
  static Operand<TInt32> hot(Ops tf, Operand<TInt32> numbers, int experts) {
    return tf.oneHot(numbers, tf.constant(experts), tf.constant(1), tf.constant(0));
  }

  /** What each choice reads of numbers [batch, gates, experts], [batch, gates, k]. */
  Operand<TFloat32> picked(Operand<TFloat32> ofAll) {
    Operand<TFloat32> each = tf.expandDims(ofAll, tf.constant(2));
    return tf.sum(tf.math.mul(floats(), each), tf.constant(3));
  }

  /** These weights of choices as weights of experts, [batch, gates, experts]. */
  Operand<TFloat32> spread(Operand<TFloat32> weights) {
    Operand<TFloat32> each = tf.expandDims(weights, tf.constant(-1));
    return tf.sum(tf.math.mul(floats(), each), tf.constant(2));
  }

  /** What each choice reads of a number per expert of each example, [batch, gates, k]. */
  Operand<TInt32> read(Operand<TInt32> byExpert) {
    int[] shape = {-1, 1, 1, (int) hot.shape().get(3)};
    return tf.sum(tf.math.mul(hot, tf.reshape(byExpert, tf.constant(shape))), tf.constant(3));
  }

  private Operand<TFloat32> floats() {
    return phase.held(tf, tf.dtypes.cast(hot, TFloat32.class));
  }
}
