package dev.espalier.training.internal;

import dev.espalier.graph.internal.Weight;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The gradient of what is minimised by one weight.
 *
 * @param weight the weight
 * @param value shape of the weight's leaf
 * @param checked whether another check already fails where this is not finite
 */
record Gradient(Weight weight, Operand<TFloat32> value, boolean checked) {}
