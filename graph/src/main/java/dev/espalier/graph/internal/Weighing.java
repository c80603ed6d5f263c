package dev.espalier.graph.internal;

import dev.espalier.dsl.FixedRouter;
import dev.espalier.dsl.Router;
import dev.espalier.dsl.SampledRouter;
import dev.espalier.dsl.ThresholdRouter;
import dev.espalier.graph.internal.RouterLowering.Logits;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** What picked experts count. */
record Weighing(Ops tf, Phase phase, Router router, Logits logits) {

  /** Those of the picked that the router really takes. */
  Picks narrowed(Picks picks) {
    if (!(router instanceof ThresholdRouter threshold)) {
      return picks;
    }
    Operand<TFloat32> share = phase.held(tf, picks.picked(logits.shares(tf)));
    Operand<TInt32> above =
        tf.dtypes.cast(tf.math.greater(share, tf.constant(threshold.share())), TInt32.class);
    int[][][] best = new int[1][1][(int) picks.hot().shape().get(2)];
    best[0][0][0] = 1;
    Operand<TInt32> taken = tf.math.maximum(above, tf.constant(best));
    return picks.of(tf.math.mul(picks.hot(), tf.expandDims(taken, tf.constant(3))));
  }

  /** Weights [batch, gates, k] of the choices. */
  Operand<TFloat32> of(Picks picks) {
    if (router instanceof FixedRouter) {
      return even(picks);
    } else if (!(router instanceof SampledRouter)) {
      return router.softmax() == Router.Softmax.BEFORE
          ? picks.picked(logits.shares(tf))
          : tf.nn.softmax(picks.picked(logits.weighing()));
    } else if (!phase.isTraining()) {
      return even(picks);
    }
    // The value of the even weights, the gradient of the shares.
    Operand<TFloat32> shares = picks.picked(tf.nn.softmax(logits.clean()));
    return tf.math.add(even(picks), tf.math.sub(shares, tf.stopGradient(shares)));
  }

  private Operand<TFloat32> even(Picks picks) {
    Operand<TInt32> picked = tf.sum(picks.hot(), tf.constant(3));
    Operand<TFloat32> counted = phase.held(tf, tf.dtypes.cast(picked, TFloat32.class));
    return router.k() == 1 ? counted : tf.math.mul(counted, tf.constant(1f / router.k()));
  }
}
