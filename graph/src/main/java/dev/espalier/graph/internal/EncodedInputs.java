package dev.espalier.graph.internal;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The inputs as the network takes them, be they fed in training or made of raw values in serving.
 *
 * @param numbers what enters the network as it is, [batch, n]; null if there is nothing
 * @param positioned numbers at several positions [batch, positions * depth], by feature
 * @param ids row numbers by feature: [batch] of a category, [batch, most] of several, with -1 where
 *     there is no value
 * @param weights of the positions [batch, positions], by feature; not negative, and 0 where one
 *     does not count
 * @param positions row numbers [batch] by task with a tower on the position, in training
 * @param group number of its group [batch], in training where examples are in groups
 */
record EncodedInputs(
    @Nullable Operand<TFloat32> numbers,
    Map<String, Operand<TFloat32>> positioned,
    Map<String, Operand<TInt32>> ids,
    Map<String, Operand<TFloat32>> weights,
    Map<String, Operand<TInt32>> positions,
    @Nullable Operand<TInt32> group) {}
