package dev.espalier.graph.internal;

import dev.espalier.dsl.FixedRouter;
import dev.espalier.dsl.Granularity;
import dev.espalier.dsl.NoisyTopKRouter;
import dev.espalier.dsl.Router;
import dev.espalier.dsl.SampledRouter;
import dev.espalier.dsl.SparseMoe;
import dev.espalier.dsl.SwitchRouter;
import dev.espalier.dsl.TreeRouter;
import dev.espalier.dsl.plan.Bank;
import dev.espalier.dsl.plan.SparseStep;
import dev.espalier.graph.Lowering;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Writes the logits by which routers pick, with their noise in training. */
final class RouterLowering {
  private final Ops tf;
  private final WeightSource weights;
  private final NetworksLowering networks;
  private final Phase phase;

  RouterLowering(Ops tf, WeightSource weights, NetworksLowering networks, Phase phase) {
    this.tf = tf;
    this.weights = weights;
    this.networks = networks;
    this.phase = phase;
  }

  /**
   * Logits, each [batch, gates, experts].
   *
   * @param clean without noise that is added
   * @param picking those by which experts are picked
   * @param deviation of the noise, or null for none
   * @param some shares of the softmax over all experts of those that are left; null where all are
   */
  record Logits(
      Operand<TFloat32> clean,
      Operand<TFloat32> picking,
      @Nullable Operand<TFloat32> deviation,
      @Nullable Operand<TFloat32> some) {

    /** Logits of all experts. */
    Logits(
        Operand<TFloat32> clean, Operand<TFloat32> picking, @Nullable Operand<TFloat32> deviation) {
      this(clean, picking, deviation, null);
    }

    /** The softmax over all experts, [batch, gates, experts]. */
    Operand<TFloat32> shares(Ops tf) {
      return some == null ? tf.nn.softmax(weighing()) : some;
    }

    /** Those that are made into weights: a draw decides who is picked, and counts for no more. */
    Operand<TFloat32> weighing() {
      return deviation == null ? clean : picking;
    }
  }

  /**
   * The logits of the gates on this stream; of those of tasks, which read nothing, for a batch of
   * 1.
   */
  Logits of(SparseStep step, Streams in, Lowering lowering) {
    Router router = step.block().router();
    if (router instanceof FixedRouter fixed) {
      Operand<TFloat32> scores = new FixedRouting(tf, step).scores(fixed, in);
      return new Logits(scores, scores, null);
    }
    Operand<TFloat32> learning = learning(step);
    boolean perTask = step.block().granularity() instanceof Granularity.PerTask;
    // All examples of a step are routed alike, whatever micro-batch they are in.
    Phase draws = perTask ? phase.ofStep() : phase;
    Streams routed = perTask ? Streams.flat(tf, 1, 1, tf.constant(new float[][] {{1f}})) : in;
    WeightSource source = learning == null ? weights : new FreezingWeights(tf, weights, learning);
    Bank noise = step.noise();
    if (noise != null && phase.isTraining()) {
      return noisy(step, noise, routed, draws, source, learning);
    }
    boolean linear = step.gates().layers().size() == 1;
    Streams read =
        phase.isTraining() && router instanceof SwitchRouter one
            ? jittered(step, routed, one.jitter(), learning)
            : routed;
    Operand<TFloat32> numbers =
        (learning == null ? networks : networks.reading(source))
            .apply(step.gates(), read, linear ? Lowering.BATCHED : lowering)
            .byStream();
    Operand<TFloat32> clean = router instanceof TreeRouter tree ? leaves(tree, numbers) : numbers;
    if (router instanceof SampledRouter && phase.isTraining()) {
      String place = step.gates().banks().get(0).members().get(0).name() + "/gumbel";
      Operand<TFloat32> drawn = drawn(gumbel(draws, place, clean), learning);
      return new Logits(clean, tf.math.add(clean, drawn), null);
    }
    return left(step, clean);
  }

  /** The logits of the experts that are left; the others have their part in the shares of all. */
  private Logits left(SparseStep step, Operand<TFloat32> clean) {
    if (clean.shape().get(2) == step.left().size()) {
      return new Logits(clean, clean, null);
    }
    Operand<TInt32> left = tf.constant(step.left().stream().mapToInt(e -> e).toArray());
    Operand<TFloat32> logits = tf.gather(clean, left, tf.constant(2));
    return new Logits(logits, logits, null, tf.gather(tf.nn.softmax(clean), left, tf.constant(2)));
  }

  /** Logits and the deviation of their noise by one product of what they both read. */
  private Logits noisy(
      SparseStep step,
      Bank noise,
      Streams in,
      Phase draws,
      WeightSource source,
      @Nullable Operand<TFloat32> learning) {
    int warmup = ((NoisyTopKRouter) step.block().router()).warmup();
    Bank kernel = step.gates().layers().get(0).kernel();
    Operand<TFloat32> both =
        tf.linalg.matMul(
            in.flat(),
            tf.concat(List.of(source.joined(kernel), source.joined(noise)), tf.constant(1)));
    List<Operand<TFloat32>> halves = List.copyOf(tf.split(tf.constant(1), both, 2L).output());
    Operand<TInt32> shape =
        tf.constant(new int[] {-1, step.gates().count(), step.block().experts()});
    Operand<TFloat32> clean = tf.reshape(halves.get(0), shape);
    Operand<TFloat32> full =
        tf.math.add(tf.math.softplus(halves.get(1)), tf.constant(NoisyTopKRouter.LEAST));
    Operand<TFloat32> deviation =
        tf.reshape(warmup == 0 ? full : tf.math.mul(full, phase.warmup(tf, warmup)), shape);
    String place = noise.members().get(0).name() + "/normal";
    Operand<TFloat32> drawn = drawn(draws.normal(tf, place, clean.shape()), learning);
    return new Logits(clean, tf.math.add(clean, tf.math.mul(deviation, drawn)), deviation);
  }

  /** 1 as long as the router learns, 0 afterwards; null where it always learns. */
  private @Nullable Operand<TFloat32> learning(SparseStep step) {
    int steps = step.block().freezeAfter();
    return phase.isTraining() && steps != SparseMoe.NEVER ? phase.during(tf, steps) : null;
  }

  /** What was drawn as long as the router learns. */
  private Operand<TFloat32> drawn(Operand<TFloat32> noise, @Nullable Operand<TFloat32> learning) {
    return learning == null ? noise : tf.math.mul(noise, learning);
  }

  /** Noise by which the largest of logits plus noise is a draw by their softmax. */
  private Operand<TFloat32> gumbel(Phase draws, String place, Operand<TFloat32> logits) {
    Operand<TFloat32> uniform = draws.uniform(tf, place, logits.shape());
    return tf.math.neg(tf.math.log(tf.math.neg(tf.math.log(uniform))));
  }

  /**
   * Logarithms of the probabilities of the leaves, [batch, gates, 2^depth], from the nodes [batch,
   * gates, 2^depth - 1] level by level: log sigmoid(z) is -softplus(-z).
   */
  private Operand<TFloat32> leaves(TreeRouter tree, Operand<TFloat32> nodes) {
    int inner = (1 << tree.depth()) - 1;
    int leaves = inner + 1;
    float[][] ways = new float[2 * inner][leaves];
    for (int leaf = 0; leaf < leaves; leaf++) {
      int node = 0;
      for (int level = tree.depth() - 1; level >= 0; level--) {
        boolean right = (leaf >> level & 1) == 1;
        ways[right ? node : inner + node][leaf] = -1;
        node = 2 * node + (right ? 2 : 1);
      }
    }
    Operand<TFloat32> costs =
        tf.concat(
            List.of(tf.math.softplus(tf.math.neg(nodes)), tf.math.softplus(nodes)), tf.constant(2));
    Operand<TFloat32> rows = tf.reshape(costs, tf.constant(new int[] {-1, 2 * inner}));
    int gates = (int) nodes.shape().get(1);
    return tf.reshape(
        tf.linalg.matMul(rows, tf.constant(ways)), tf.constant(new int[] {-1, gates, leaves}));
  }

  private Streams jittered(
      SparseStep step, Streams in, float jitter, @Nullable Operand<TFloat32> learning) {
    if (jitter == 0) {
      return in;
    }
    Bank first = step.gates().layers().get(0).kernel();
    String place = first.members().get(0).name() + "/jitter";
    Operand<TFloat32> uniform = phase.uniform(tf, place, in.flat().shape());
    Operand<TFloat32> off =
        tf.math.sub(tf.math.mul(uniform, tf.constant(2 * jitter)), tf.constant(jitter));
    Operand<TFloat32> factors = tf.math.add(drawn(off, learning), tf.constant(1f));
    return Streams.flat(tf, 1, in.width(), tf.math.mul(in.flat(), factors));
  }
}
