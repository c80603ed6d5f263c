package dev.espalier.graph.internal;

import dev.espalier.dsl.plan.CustomStep;
import dev.espalier.graph.extension.CustomBlock;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Writes blocks from outside of Espalier. */
final class CustomLowering {
  private final Ops tf;
  private final WeightSource weights;
  private final Phase phase;
  private final List<Operand<TFloat32>> penalties;

  CustomLowering(Ops tf, WeightSource weights, Phase phase, List<Operand<TFloat32>> penalties) {
    this.tf = tf;
    this.weights = weights;
    this.phase = phase;
    this.penalties = penalties;
  }

  /** The streams out of this block. */
  Streams apply(CustomStep step, Streams in, Operand<TFloat32> features) {
    CustomBlock block = lowered(step);
    Map<String, Operand<TFloat32>> read = CustomSite.weights(step, weights);
    CustomSite site = new CustomSite(tf, step, phase, read, features, penalties);
    List<Operand<TFloat32>> streams = in.list();
    List<Operand<TFloat32>> out =
        phase.isServing() ? block.serve(site, streams) : block.apply(site, streams);
    if (out.size() != step.out().size()) {
      throw new IllegalStateException(
          "%s gave %d streams and declared %d."
              .formatted(step.path(), out.size(), step.out().size()));
    }
    if (phase.isTraining() && block.vectorJacobianProduct().isPresent()) {
      out = OwnGradients.of(block.vectorJacobianProduct().get(), site, streams, out);
    }
    return Streams.list(tf, step.out().get(0).width(), out);
  }

  private static CustomBlock lowered(CustomStep step) {
    if (step.block() instanceof CustomBlock block) {
      return block;
    }
    throw new IllegalStateException(
        "%s: %s does not say how it is computed. Let it implement %s."
            .formatted(
                step.path(), step.block().getClass().getName(), CustomBlock.class.getName()));
  }
}
