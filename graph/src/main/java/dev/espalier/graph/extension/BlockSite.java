package dev.espalier.graph.extension;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Where a block of your own writes its ops: it is made by Espalier for each pass. */
public interface BlockSite {

  /** Builds ops. */
  Ops tf();

  /** Whether this is a forward pass of training, the only one with {@link #uniform}. */
  boolean isTraining();

  /**
   * A declared weight, in its declared shape.
   *
   * @throws IllegalArgumentException where none of this name was declared
   */
  Operand<TFloat32> weight(String name);

  /**
   * The features [batch, width] that enter the body, for a block that says it reads them.
   *
   * @throws IllegalStateException where the block does not say so
   */
  Operand<TFloat32> features();

  /**
   * Numbers uniform on (0, 1), neither end included, in the shape of this operand, which must be
   * known; fresh at each step and micro-batch, and a function of the seed, the step, the number of
   * the micro-batch and the place alone.
   *
   * @param place tells the draws of one block apart
   * @throws IllegalStateException outside of training
   */
  Operand<TFloat32> uniform(String place, Operand<TFloat32> like);

  /** Adds a scalar to what training minimises, which no task owns; nothing outside of training. */
  void penalty(Operand<TFloat32> scalar);
}
