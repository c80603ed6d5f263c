package dev.espalier.graph.extension;

import dev.espalier.dsl.FeatureDeclaration;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A feature of your own: numbers of the data, encoded by the same ops in training and serving. */
public interface CustomFeature extends FeatureDeclaration {

  /**
   * What the network sees, [batch, width]. It has no weights, and nothing is differentiated by it.
   *
   * @param tf builds ops
   * @param numbers what the source gives, [batch, width of the source]; finite
   */
  Operand<TFloat32> encode(Ops tf, Operand<TFloat32> numbers);
}
