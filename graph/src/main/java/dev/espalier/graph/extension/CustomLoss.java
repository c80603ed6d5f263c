package dev.espalier.graph.extension;

import dev.espalier.dsl.LossDeclaration;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A loss of your own. Espalier leaves out missing labels, weighs examples, takes the mean of each
 * task over its labelled examples and multiplies it by the task's weight.
 */
public interface CustomLoss extends LossDeclaration {

  /**
   * The loss of each example, in the shape of the labels. Tasks with equal losses are computed
   * together, each in rows of its own, so nothing may be summed over rows or examples.
   *
   * @param tf builds ops, each of which must have a gradient in TensorFlow's C++ registry
   * @param outputs what the towers give, [label columns, batch]: logits of binary, multilabel and
   *     product tasks, values of regression and quantile tasks, log rates of counts
   * @param labels [label columns, batch]; a finite number where a label is missing
   */
  Operand<TFloat32> perExample(Ops tf, Operand<TFloat32> outputs, Operand<TFloat32> labels);
}
