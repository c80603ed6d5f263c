package dev.espalier.graph.extension;

/**
 * The backward pass of a block of your own, where TensorFlow's gradients of its ops are missing, or
 * slower.
 */
@FunctionalInterface
public interface VectorJacobianProduct {

  /**
   * Writes the gradients of the streams in and of the weights. It is asked for once for each
   * backward pass through the block.
   *
   * @param site builds ops of this pass and gives the weights
   * @param pass what came in and out, and the gradients by what came out
   */
  BlockGradients of(BlockSite site, BlockPass pass);
}
