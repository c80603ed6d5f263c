package dev.espalier.graph.internal;

import dev.espalier.graph.internal.Weight.Members;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TType;

/** Where the named parts of a variable lie in it: takes them out, and puts them together. */
final class PartLayout {

  private PartLayout() {}

  /** The parts of this value, each in the shape in which it is stored. */
  static <T extends TType> List<? extends Operand<T>> split(
      Ops tf, Operand<T> value, Members members) {
    int n = members.names().size();
    if (n == 1 && members.inOrder()) {
      return List.of(tf.reshape(value, tf.constant(members.shape())));
    }
    Operand<T> viewed = tf.reshape(value, tf.constant(members.view()));
    int[] order = members.order().stream().mapToInt(axis -> axis).toArray();
    Operand<T> ordered = tf.linalg.transpose(viewed, tf.constant(order));
    Operand<T> rows = tf.reshape(ordered, tf.constant(members.shape().prepend(n)));
    return tf.unstack(rows, (long) n).output();
  }

  /** The value of this shape that has these parts. */
  static <T extends TType> Operand<T> join(
      Ops tf, Shape shape, Members members, List<Operand<T>> parts) {
    int n = parts.size();
    if (n == 1 && members.inOrder()) {
      return tf.reshape(parts.get(0), tf.constant(shape));
    }
    long[] ordered = new long[members.order().size()];
    int[] back = new int[ordered.length];
    for (int i = 0; i < ordered.length; i++) {
      ordered[i] = members.view().get(members.order().get(i));
      back[members.order().get(i)] = i;
    }
    Operand<T> rows = tf.reshape(tf.stack(parts), tf.constant(Shape.of(ordered)));
    return tf.reshape(tf.linalg.transpose(rows, tf.constant(back)), tf.constant(shape));
  }
}
