package dev.espalier.graph.internal;

import dev.espalier.dsl.Router;
import dev.espalier.dsl.plan.Bank;
import dev.espalier.dsl.plan.SparseStep;
import dev.espalier.graph.Lowering;
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
   * @param picking those by which experts are picked and weighed
   * @param deviation of the noise, or null for none
   */
  record Logits(
      Operand<TFloat32> clean, Operand<TFloat32> picking, @Nullable Operand<TFloat32> deviation) {}

  /** The logits of the gates on this stream. */
  Logits of(SparseStep step, Streams in, Lowering lowering) {
    boolean linear = step.gates().layers().size() == 1;
    Streams read = in;
    if (phase.isTraining() && step.block().router() instanceof Router.Switch one) {
      read = jittered(step, in, one.jitter());
    }
    Operand<TFloat32> clean =
        networks.apply(step.gates(), read, linear ? Lowering.BATCHED : lowering).byStream();
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
