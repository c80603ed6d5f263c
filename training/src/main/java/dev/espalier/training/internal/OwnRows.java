package dev.espalier.training.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ExpandDims;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.types.TFloat32;

/**
 * Gradients of several tasks by a tensor that has a row for each of them: zero but in its own row.
 *
 * @param value [tasks, ...], the own rows one behind the other
 * @param tasks numbers of the tasks, ascending
 * @param axis of the tensor, along which its rows lie
 * @param at for each task which row is its own
 * @param size how many rows there are
 */
record OwnRows(Operand<TFloat32> value, List<Integer> tasks, int axis, List<Integer> at, int size) {

  /** The same rows of another tensor of so many rows along this axis. */
  OwnRows with(Operand<TFloat32> other) {
    return new OwnRows(other, tasks, axis, at, size);
  }

  /** These rows of a tensor, one behind the other. */
  Operand<TFloat32> of(Ops tf, Operand<TFloat32> tensor) {
    List<Output<TFloat32>> all =
        tf.unstack(tensor, (long) size, Unstack.axis((long) axis)).output();
    List<Operand<TFloat32>> own = new ArrayList<>();
    at.forEach(row -> own.add(all.get(row)));
    return tf.stack(own);
  }

  /** The same with all rows. */
  Cotangent whole(Ops tf) {
    int rank = value.shape().numDimensions() + 1;
    long[] sizes = new long[rank];
    Arrays.fill(sizes, 1);
    sizes[0] = tasks.size();
    sizes[axis + 1] = size;
    float[] mask = new float[tasks.size() * size];
    for (int i = 0; i < tasks.size(); i++) {
      mask[i * size + at.get(i)] = 1;
    }
    ExpandDims<TFloat32> row = tf.expandDims(value, tf.constant(axis + 1));
    Operand<TFloat32> places = tf.reshape(tf.constant(mask), tf.constant(sizes));
    return new Cotangent(tf.math.mul(row, places), tasks);
  }
}
