package dev.espalier.graph.internal;

import dev.espalier.dsl.Router;
import dev.espalier.dsl.plan.Bank;
import dev.espalier.dsl.plan.SparseStep;
import dev.espalier.graph.Lowering;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

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
   * @param picking those by which experts are picked, and weighed where nothing is drawn
   * @param deviation of the noise, or null for none
   */
  record Logits(
      Operand<TFloat32> clean, Operand<TFloat32> picking, @Nullable Operand<TFloat32> deviation) {}

  /** The logits of the gates on this stream. */
  Logits of(SparseStep step, Streams in, Lowering lowering) {
    Router router = step.block().router();
    if (router instanceof Router.Fixed fixed) {
      Operand<TFloat32> scores = new FixedRouting(tf, step).scores(fixed, in);
      return new Logits(scores, scores, null);
    }
    boolean linear = step.gates().layers().size() == 1;
    Streams read = in;
    if (phase.isTraining() && step.block().router() instanceof Router.Switch one) {
      read = jittered(step, in, one.jitter());
    }
    Operand<TFloat32> numbers =
        networks.apply(step.gates(), read, linear ? Lowering.BATCHED : lowering).byStream();
    Operand<TFloat32> clean = router instanceof Router.Tree tree ? leaves(tree, numbers) : numbers;
    if (router instanceof Router.Sampled && phase.isTraining()) {
      String place = step.gates().banks().get(0).members().get(0).name() + "/gumbel";
      return new Logits(clean, tf.math.add(clean, gumbel(place, clean)), null);
    }
    Bank noise = step.noise();
    if (noise == null || !phase.isTraining()) {
      return new Logits(clean, clean, null);
    }
    Router.NoisyTopK noisy = (Router.NoisyTopK) step.block().router();
    Operand<TFloat32> linearDeviation = tf.linalg.matMul(in.flat(), weights.joined(noise));
    Operand<TFloat32> full =
        tf.math.add(tf.math.softplus(linearDeviation), tf.constant(Router.NoisyTopK.LEAST));
    Operand<TFloat32> deviation =
        tf.reshape(
            noisy.warmup() == 0 ? full : tf.math.mul(full, phase.warmup(tf, noisy.warmup())),
            tf.constant(new int[] {-1, step.gates().count(), step.block().experts()}));
    String place = noise.members().get(0).name() + "/normal";
    Operand<TFloat32> drawn = phase.normal(tf, place, clean.shape());
    return new Logits(clean, tf.math.add(clean, tf.math.mul(deviation, drawn)), deviation);
  }

  /** Noise by which the largest of logits plus noise is a draw by their softmax. */
  private Operand<TFloat32> gumbel(String place, Operand<TFloat32> logits) {
    Operand<TFloat32> uniform = phase.uniform(tf, place, logits.shape());
    return tf.math.neg(tf.math.log(tf.math.neg(tf.math.log(uniform))));
  }

  /**
   * Logarithms of the probabilities of the leaves, [batch, gates, 2^depth], from the nodes [batch,
   * gates, 2^depth - 1] level by level: log sigmoid(z) is -softplus(-z).
   */
  private Operand<TFloat32> leaves(Router.Tree tree, Operand<TFloat32> nodes) {
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

  private Streams jittered(SparseStep step, Streams in, float jitter) {
    if (jitter == 0) {
      return in;
    }
    Bank first = step.gates().layers().get(0).kernel();
    String place = first.members().get(0).name() + "/jitter";
    Operand<TFloat32> drawn = phase.uniform(tf, place, in.flat().shape());
    Operand<TFloat32> factors =
        tf.math.add(tf.math.mul(drawn, tf.constant(2 * jitter)), tf.constant(1 - jitter));
    return Streams.flat(tf, 1, in.width(), tf.math.mul(in.flat(), factors));
  }
}
