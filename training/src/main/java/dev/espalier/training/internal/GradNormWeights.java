package dev.espalier.training.internal;

import dev.espalier.training.GradNorm;
import java.util.List;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/** Weights that follow the norms of the task gradients, see {@link GradNorm}. */
record GradNormWeights(GradNorm settings) implements LossWeighting {
  /** The least weight, as a part of their sum. */
  private static final float LEAST = 1e-3f;

  @Override
  public Weighed weigh(LossSite site) {
    Operand<? extends TType> state = site.state("gradNorm/weights", site.tasks(), 1f);
    Operand<? extends TType> first = site.state("gradNorm/first", site.tasks(), 0f);
    Operand<TFloat32> weights = site.read(state);
    Operand<TFloat32> losses = site.losses();
    Operand<TFloat32> known = known(site, site.read(first), losses);
    List<Function<Ops, Op>> keep = List.of(tf -> tf.assignVariableOp(first, known));
    return Weighed.of(site.times(weights))
        .updated(keep)
        .fromGram(
            gram -> {
              Operand<TFloat32> next = next(site, weights, losses, known, gram);
              return tf -> tf.assignVariableOp(state, next);
            });
  }

  /** The first loss of each task that was not 0. */
  private static Operand<TFloat32> known(
      LossSite site, Operand<TFloat32> first, Operand<TFloat32> losses) {
    Ops tf = site.tf();
    return tf.select(tf.math.equal(first, tf.constant(0f)), losses, first);
  }

  private Operand<TFloat32> next(
      LossSite site,
      Operand<TFloat32> weights,
      Operand<TFloat32> losses,
      Operand<TFloat32> first,
      Operand<TFloat32> gram) {
    Ops tf = site.tf();
    Operand<TFloat32> weighed = tf.math.sqrt(tf.nn.relu(tf.linalg.tensorDiagPart(gram))); // w_i n_i
    Operand<TFloat32> there =
        tf.math.mul(
            site.present(losses), site.asNumbers(tf.math.greater(weighed, tf.constant(0f))));
    Operand<TFloat32> fall = tf.math.mul(tf.math.divNoNan(losses, first), there);
    Operand<TFloat32> rate = tf.math.divNoNan(fall, mean(tf, fall, there));
    Operand<TFloat32> wanted =
        tf.math.mul(
            mean(tf, tf.math.mul(weighed, there), there),
            tf.math.pow(tf.nn.relu(rate), tf.constant(settings.alpha())));
    Operand<TFloat32> norms = tf.math.mul(tf.math.div(weighed, weights), there);
    Operand<TFloat32> slope =
        tf.math.mul(
            tf.math.sign(tf.math.sub(weighed, wanted)),
            tf.math.divNoNan(norms, mean(tf, norms, there)));
    float least = LEAST * site.tasks();
    Operand<TFloat32> moved =
        tf.math.maximum(
            tf.math.sub(weights, tf.math.mul(slope, tf.constant(settings.rate()))),
            tf.constant(least));
    return tf.math.mul(
        moved,
        tf.math.div(tf.constant((float) site.tasks()), tf.sum(moved, tf.constant(new int[] {0}))));
  }

  /** The mean over the tasks that are there, of what is 0 elsewhere. */
  private static Operand<TFloat32> mean(Ops tf, Operand<TFloat32> values, Operand<TFloat32> there) {
    return tf.math.divNoNan(
        tf.sum(values, tf.constant(new int[] {0})), tf.sum(there, tf.constant(new int[] {0})));
  }
}
