package dev.espalier.graph.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.types.TFloat32;

/**
 * k streams of one width as tensors, in the form in which they were computed; other forms are made
 * once, when they are asked for.
 *
 * <p>The forms: flat [batch, k * width], stream by stream; the same by stream, [batch, k, width];
 * stacked [k, batch, width]; and a list of k tensors [batch, width]. Axes are exchanged by way of
 * the list: for a small k that is faster than a transposition, which costs 3 microseconds however
 * little there is to move.
 */
final class Streams {
  private final Ops tf;
  private final int count;
  private final int width;
  private @Nullable Operand<TFloat32> flat;
  private @Nullable Operand<TFloat32> byStream;
  private @Nullable Operand<TFloat32> stacked;
  private @Nullable List<Operand<TFloat32>> list;

  private Streams(Ops tf, int count, int width) {
    this.tf = tf;
    this.count = count;
    this.width = width;
  }

  static Streams flat(Ops tf, int count, int width, Operand<TFloat32> flat) {
    Streams streams = new Streams(tf, count, width);
    streams.flat = flat;
    return streams;
  }

  static Streams byStream(Ops tf, int count, int width, Operand<TFloat32> byStream) {
    Streams streams = new Streams(tf, count, width);
    streams.byStream = byStream;
    return streams;
  }

  static Streams stacked(Ops tf, int count, int width, Operand<TFloat32> stacked) {
    Streams streams = new Streams(tf, count, width);
    streams.stacked = stacked;
    return streams;
  }

  static Streams list(Ops tf, int width, List<Operand<TFloat32>> list) {
    Streams streams = new Streams(tf, list.size(), width);
    streams.list = List.copyOf(list);
    return streams;
  }

  int count() {
    return count;
  }

  int width() {
    return width;
  }

  /** [batch, k * width]. */
  Operand<TFloat32> flat() {
    if (flat == null) {
      // The entries of a single stream have the same order in each form.
      Operand<TFloat32> inOrder = byStream == null && count == 1 ? stacked : byStream;
      if (inOrder != null) {
        flat = tf.reshape(inOrder, tf.constant(new int[] {-1, count * width}));
      } else {
        flat = count == 1 ? list().get(0) : tf.concat(list(), tf.constant(1));
      }
    }
    return flat;
  }

  /** [batch, k, width]: the flat form seen by stream. */
  Operand<TFloat32> byStream() {
    if (byStream == null) {
      byStream =
          flat == null && count > 1
              ? tf.stack(list(), Stack.axis(1L))
              : tf.reshape(flat(), tf.constant(new int[] {-1, count, width}));
    }
    return byStream;
  }

  /** [k, batch, width]. */
  Operand<TFloat32> stacked() {
    if (stacked == null) {
      stacked =
          count == 1 ? tf.expandDims(flat(), tf.constant(0)) : tf.stack(list(), Stack.axis(0L));
    }
    return stacked;
  }

  /** k tensors [batch, width]. */
  List<Operand<TFloat32>> list() {
    if (list == null) {
      if (count == 1) {
        list = List.of(flat());
      } else if (stacked != null) {
        list = List.copyOf(tf.unstack(stacked, (long) count).output());
      } else if (byStream != null) {
        list = List.copyOf(tf.unstack(byStream, (long) count, Unstack.axis(1L)).output());
      } else {
        list = List.copyOf(tf.split(tf.constant(1), flat(), (long) count).output());
      }
    }
    return list;
  }

  /** Streams {@code from} up to but not {@code to}. */
  Streams slice(int from, int to) {
    return from == 0 && to == count ? this : list(tf, width, list().subList(from, to));
  }
}
