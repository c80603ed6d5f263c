package dev.espalier.graph.internal;

import dev.espalier.dsl.BalanceLoss;
import dev.espalier.dsl.Capacity;
import dev.espalier.dsl.SparseMoe;
import dev.espalier.dsl.SparseMoe.Dispatch;
import dev.espalier.dsl.plan.SparseStep;
import dev.espalier.graph.Lowering;
import dev.espalier.graph.internal.RouterLowering.Logits;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
  private final RouterLowering routers;
  private final Map<String, Operand<TFloat32>> gates;
  private final Routed routed;
  private final List<Operand<TFloat32>> penalties;

  /**
   * Hands on the gates [batch, gates, experts] by the path of their block, what routers tell, and
   * penalties.
   */
  SparseLowering(
      Ops tf,
      WeightSource weights,
      NetworksLowering networks,
      Phase phase,
      Map<String, Operand<TFloat32>> gates,
      Routed routed,
      List<Operand<TFloat32>> penalties) {
    this.tf = tf;
    this.weights = weights;
    this.networks = networks;
    this.phase = phase;
    this.routers = new RouterLowering(tf, weights, networks, phase);
    this.gates = gates;
    this.routed = routed;
    this.penalties = penalties;
  }

  /** A stream per gate. */
  Streams apply(SparseStep step, Streams in, Lowering lowering) {
    SparseMoe block = step.block();
    Logits logits = routers.of(step, in, lowering);
    boolean soft = block.dispatch() == Dispatch.SOFT;
    float factor = phase.isTraining() ? block.capacity().training() : block.capacity().serving();
    boolean limited = !soft && factor != Capacity.EXACT;
    Weighing weighs = new Weighing(tf, phase, block.router(), logits);
    int k = step.k();
    Picks first =
        weighs.narrowed(Picks.of(tf, phase, logits.picking(), k, ranks(block, k, limited)));
    Picks picks = first;
    Operand<TInt32> found = null;
    if (limited) {
      Places places = new Places(tf, block.experts(), capacity(step, in, factor));
      found = places.of(first);
      if (triesAgain(block) && k < block.experts()) {
        Picks second = places.nextBest(first, found, owned(first, found));
        found = places.more(second, found);
        picks = places.settled(first, second, found);
      }
    }
    Operand<TFloat32> weighing = weighs.of(picks);
    Operand<TFloat32> spread = picks.spread(weighing);
    gates.put(step.path(), spread);
    tell(step, in, logits, first, picks, found);
    if (phase.isTraining() && !block.losses().isEmpty()) {
      Operand<TFloat32> given = picks == first ? spread : first.spread(weighs.of(first));
      penalties.addAll(new BalanceLowering(tf).of(block, logits, first, given));
    }
    Dispatching dispatching = new Dispatching(tf, weights, networks, phase);
    Operand<TFloat32> out =
        soft
            ? BatchedProduct.of(tf, spread, networks.apply(step.experts(), in, lowering).byStream())
            : dispatching.apply(step, in, picks, found, weighing, lowering);
    return Streams.byStream(tf, step.out().size(), step.experts().outputWidth(), out);
  }

  /** Nothing in serving. */
  private void tell(
      SparseStep step,
      Streams in,
      Logits logits,
      Picks first,
      Picks last,
      @Nullable Operand<TInt32> found) {
    if (phase.isTraining()) {
      int batch = (int) in.flat().shape().get(0);
      int each = found == null ? batch : Dispatching.places(step, batch);
      RoutingTally tally = RoutingTally.of(step);
      routed
          .tallies()
          .put(step, tally.write(tf, logits, first, last, found, each * step.experts().count()));
    } else if (!phase.isServing()) {
      routed.picks().put(step, tf.dtypes.cast(tf.sum(first.hot(), tf.constant(2)), TFloat32.class));
    }
  }

  private static boolean triesAgain(SparseMoe block) {
    return block.capacity().overflow() == Capacity.Overflow.NEXT_BEST;
  }

  /** How many experts of each example are put in order. */
  private int ranks(SparseMoe block, int k, boolean limited) {
    boolean load = block.losses().stream().anyMatch(BalanceLoss.Load.class::isInstance);
    if (limited && triesAgain(block)) {
      return Math.min(2 * k, block.experts());
    }
    return load && phase.isTraining() ? k + 1 : k;
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
