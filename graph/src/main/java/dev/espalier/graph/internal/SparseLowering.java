package dev.espalier.graph.internal;

import dev.espalier.dsl.Capacity;
import dev.espalier.dsl.Router;
import dev.espalier.dsl.SparseMoe;
import dev.espalier.dsl.SparseMoe.Dispatch;
import dev.espalier.dsl.plan.SparseStep;
import dev.espalier.graph.Lowering;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Writes experts of which each example is computed by a few. */
final class SparseLowering {
  private final Ops tf;
  private final WeightSource weights;
  private final NetworksLowering networks;
  private final Phase phase;
  private final Map<String, Operand<TFloat32>> gates;

  /** Hands on the gates [batch, gates, experts] by the path of their block. */
  SparseLowering(
      Ops tf,
      WeightSource weights,
      NetworksLowering networks,
      Phase phase,
      Map<String, Operand<TFloat32>> gates) {
    this.tf = tf;
    this.weights = weights;
    this.networks = networks;
    this.phase = phase;
    this.gates = gates;
  }

  /** A stream per gate. */
  Streams apply(SparseStep step, Streams in, Lowering lowering) {
    SparseMoe block = step.block();
    Router.TopK router = (Router.TopK) block.router();
    boolean linear = step.gates().layers().size() == 1;
    Operand<TFloat32> logits =
        networks.apply(step.gates(), in, linear ? Lowering.BATCHED : lowering).byStream();
    boolean soft = block.dispatch() == Dispatch.SOFT;
    float factor = phase.isTraining() ? block.capacity().training() : block.capacity().serving();
    boolean again =
        !soft
            && factor != Capacity.EXACT
            && block.capacity().overflow() == Capacity.Overflow.NEXT_BEST;
    int k = router.k();
    int ranks = again ? Math.min(2 * k, block.experts()) : k;
    Picks picks = Picks.of(tf, phase, logits, k, ranks);
    Operand<TInt32> found = null;
    if (!soft && factor != Capacity.EXACT) {
      Places places = new Places(tf, block.experts(), capacity(step, in, factor));
      found = places.of(picks);
      if (again && ranks > k) {
        Picks second = places.nextBest(picks, found, owned(picks, found));
        found = places.more(second, found);
        picks = places.settled(picks, second, found);
      }
    }
    Operand<TFloat32> weighing = picks.weights(router.softmax(), logits);
    Operand<TFloat32> spread = picks.spread(weighing);
    gates.put(step.path(), spread);
    Dispatching dispatching = new Dispatching(tf, weights, networks, phase);
    Operand<TFloat32> out =
        soft
            ? BatchedProduct.of(tf, spread, networks.apply(step.experts(), in, lowering).byStream())
            : dispatching.apply(step, in, picks, found, weighing, lowering);
    return Streams.byStream(tf, step.out().size(), step.experts().outputWidth(), out);
  }

  private Operand<TInt32> owned(Picks picks, Operand<TInt32> found) {
    Operand<TInt32> own = picks.read(found);
    return tf.dtypes.cast(tf.math.greater(own, tf.constant(0)), TInt32.class);
  }

  /** Places of one expert: a constant in training, where the number of examples is known. */
  private Operand<TInt32> capacity(SparseStep step, Streams in, float factor) {
    int choices = step.block().router().k() * step.gates().count();
    int experts = step.block().experts();
    Capacity capacity = step.block().capacity();
    if (phase.isTraining()) {
      int batch = (int) in.flat().shape().get(0);
      return tf.constant(capacity.places(factor, choices, experts, batch));
    }
    Operand<TInt32> batch =
        tf.reshape(
            tf.slice(tf.shape(in.flat()), tf.constant(new int[] {0}), tf.constant(new int[] {1})),
            tf.constant(new int[0]));
    Operand<TFloat32> share =
        tf.math.mul(
            tf.dtypes.cast(batch, TFloat32.class),
            tf.constant((float) ((double) factor * choices / experts)));
    Operand<TInt32> places = tf.dtypes.cast(tf.math.ceil(share), TInt32.class);
    return tf.math.minimum(batch, tf.math.maximum(places, tf.constant(capacity.least())));
  }
}
