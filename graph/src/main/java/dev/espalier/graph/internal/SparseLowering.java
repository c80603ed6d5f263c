package dev.espalier.graph.internal;

import dev.espalier.dsl.BalanceLoss;
import dev.espalier.dsl.Capacity;
import dev.espalier.dsl.Granularity;
import dev.espalier.dsl.Positioned;
import dev.espalier.dsl.SparseMoe;
import dev.espalier.dsl.SparseMoe.Dispatch;
import dev.espalier.dsl.plan.SparseStep;
import dev.espalier.graph.Lowering;
import dev.espalier.graph.internal.RouterLowering.Logits;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
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

  /**
   * What came of rows.
   *
   * @param out a stream per gate
   * @param weights of the experts, [rows, gates, experts]
   * @param first what was picked before any expert was full
   */
  private record Mixed(Streams out, Operand<TFloat32> weights, Picks first) {}

  /** A stream per gate. */
  Streams apply(SparseStep step, Streams in, Features features, Lowering lowering) {
    Positioned feature = step.feature();
    if (feature != null && step.block().granularity() instanceof Granularity.PerPosition each) {
      PositionRows positions = new PositionRows(tf, feature, features.positions(feature.name()));
      long batch = in.flat().shape().get(0);
      Mixed mixed = mixed(step, positions.rows(batch), positions.counting(batch), lowering);
      show(step, mixed, positions::averaged, positions::any);
      return positions.beside(in, mixed.out(), each);
    }
    Mixed mixed = mixed(step, in, null, lowering);
    boolean perTask = step.block().granularity() instanceof Granularity.PerTask;
    UnaryOperator<Operand<TFloat32>> examples =
        perTask ? one -> TaskRouting.everyRow(tf, one, in) : UnaryOperator.identity();
    show(step, mixed, examples, examples);
    return mixed.out();
  }

  /** Hands on what gates did in evaluation, told of examples, [batch, gates, experts]. */
  private void show(
      SparseStep step,
      Mixed mixed,
      UnaryOperator<Operand<TFloat32>> weights,
      UnaryOperator<Operand<TFloat32>> picked) {
    if (!phase.isTraining() && !phase.isServing()) {
      Operand<TInt32> picks = tf.sum(mixed.first().hot(), tf.constant(2));
      gates.put(step.path(), weights.apply(mixed.weights()));
      routed.picks().put(step, picked.apply(tf.dtypes.cast(picks, TFloat32.class)));
    }
  }

  /**
   * Routes each row by itself.
   *
   * @param counting 1 for the rows that count and 0 for those that go nowhere, [rows]; null where
   *     all count
   */
  private Mixed mixed(
      SparseStep step, Streams in, @Nullable Operand<TFloat32> counting, Lowering lowering) {
    SparseMoe block = step.block();
    Logits logits = routers.of(step, in, lowering);
    float factor = phase.isTraining() ? block.capacity().training() : block.capacity().serving();
    boolean limited = block.hasCapacity() && factor != Capacity.EXACT;
    Weighing weighs = new Weighing(tf, phase, block.router(), logits);
    int k = step.k();
    Picks best = Picks.of(tf, phase, logits.picking(), k, ranks(block, k, limited));
    Picks first = counted(weighs.narrowed(best), counting);
    Picks picks = first;
    Operand<TInt32> found = null;
    if (limited) {
      Places places = new PlaceCounts(tf, phase, step).of(in, counting, factor);
      found = places.of(first);
      if (triesAgain(block) && k < block.experts()) {
        Picks second = places.nextBest(first, found, owned(first, found));
        found = places.more(second, found);
        picks = places.settled(first, second, found);
      }
    }
    Operand<TFloat32> weighing = weighs.of(picks);
    Operand<TFloat32> spread = picks.spread(weighing);
    tell(step, in, logits, first, picks, found, counting);
    if (phase.isTraining() && !block.losses().isEmpty()) {
      Operand<TFloat32> given = picks == first ? spread : first.spread(weighs.of(first));
      penalties.addAll(new BalanceLowering(tf).of(block, logits, first, given, counting));
    }
    if (block.granularity() instanceof Granularity.PerTask) {
      TaskRouting tasks = new TaskRouting(tf, weights, networks);
      Streams out = tasks.apply(step, in, picks, weighing, lowering);
      return new Mixed(out, spread, first);
    }
    Dispatching dispatching = new Dispatching(tf, weights, networks, phase);
    Operand<TFloat32> out =
        block.dispatch() == Dispatch.SOFT
            ? BatchedProduct.of(tf, spread, networks.apply(step.experts(), in, lowering).byStream())
            : dispatching.apply(step, in, picks, found, weighing, lowering);
    int width = step.experts().outputWidth();
    Streams streams = Streams.byStream(tf, step.gates().count(), width, out);
    return new Mixed(streams, spread, first);
  }

  /** In training only. */
  private void tell(
      SparseStep step,
      Streams in,
      Logits logits,
      Picks first,
      Picks last,
      @Nullable Operand<TInt32> found,
      @Nullable Operand<TFloat32> counting) {
    if (phase.isTraining()) {
      int batch = (int) in.flat().shape().get(0);
      int each = found == null ? batch : Dispatching.places(step, batch);
      boolean perTask = step.block().granularity() instanceof Granularity.PerTask;
      int rows = perTask ? step.computed() : each * step.experts().count();
      RoutingTally tally = RoutingTally.of(step);
      routed.tallies().put(step, tally.write(tf, logits, first, last, found, rows, counting));
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

  /** Those of rows that count. */
  private Picks counted(Picks picks, @Nullable Operand<TFloat32> counting) {
    if (counting == null) {
      return picks;
    }
    Operand<TInt32> marks = tf.dtypes.cast(counting, TInt32.class);
    return picks.of(
        tf.math.mul(picks.hot(), tf.reshape(marks, tf.constant(new int[] {-1, 1, 1, 1}))));
  }

  private Operand<TInt32> owned(Picks picks, Operand<TInt32> found) {
    Operand<TInt32> own = picks.read(found);
    return tf.dtypes.cast(tf.math.greater(own, tf.constant(0)), TInt32.class);
  }
}
