package dev.espalier.graph.extension;

import dev.espalier.dsl.BlockDeclaration;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A block of your own: what a topology knows of it, and the ops that compute it. It stands among
 * Espalier's blocks wherever its streams fit, is trained, merged, pruned around, checkpointed and
 * exported as they are.
 *
 * <p>Ops must have gradients in TensorFlow's C++ registry, or the block gives its own by {@link
 * #vectorJacobianProduct}. Shapes have the batch as first axis; it is known in training and unknown
 * in evaluation and serving, so read it by {@code tf.shape}.
 */
public interface CustomBlock extends BlockDeclaration {

  /**
   * The streams out, [batch, width] each, in training and evaluation.
   *
   * @param site builds ops, gives weights and says whether it is for training
   * @param in the streams in, [batch, width] each
   */
  List<Operand<TFloat32>> apply(BlockSite site, List<Operand<TFloat32>> in);

  /**
   * The streams out in serving, where weights are constants: by default as in evaluation. The
   * answers must be equal, which each export checks.
   */
  default List<Operand<TFloat32>> serve(BlockSite site, List<Operand<TFloat32>> in) {
    return apply(site, in);
  }

  /**
   * The backward pass, where it is not TensorFlow's own of the ops of {@link #apply}; empty by
   * default.
   */
  default Optional<VectorJacobianProduct> vectorJacobianProduct() {
    return Optional.empty();
  }
}
