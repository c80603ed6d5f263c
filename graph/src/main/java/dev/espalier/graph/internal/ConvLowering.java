package dev.espalier.graph.internal;

import dev.espalier.dsl.plan.Bank;
import dev.espalier.dsl.plan.ConvStep;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Writes convolutions of an image; the first layers of all streams, which read it, together. */
final class ConvLowering {
  private final Ops tf;
  private final WeightSource weights;

  ConvLowering(Ops tf, WeightSource weights) {
    this.tf = tf;
    this.weights = weights;
  }

  /** Each stream beside the means over the positions of its last layer. */
  Streams apply(ConvStep step, Streams in, Positions image) {
    int[] shape = {-1, step.image().rows(), step.image().columns(), step.image().depth()};
    Operand<TFloat32> pixels = tf.reshape(image.values(), tf.constant(shape));
    List<Operand<TFloat32>> seen = seen(step, in.count(), pixels);
    List<Operand<TFloat32>> out = new ArrayList<>();
    for (int i = 0; i < in.count(); i++) {
      Operand<TFloat32> mean = tf.math.mean(seen.get(i), tf.constant(new int[] {1, 2}));
      out.add(tf.concat(List.of(in.list().get(i), mean), tf.constant(1)));
    }
    return Streams.list(tf, step.out().get(0).width(), out);
  }

  /** What each stream's last layer gives: [batch, rows, columns, filters]. */
  private List<Operand<TFloat32>> seen(ConvStep step, int count, Operand<TFloat32> pixels) {
    List<ConvStep.Layer> layers = step.layers();
    ConvStep.Layer first = layers.get(0);
    Operand<TFloat32> all =
        layer(step, pixels, weights.joined(first.kernel()), weights.joined(first.bias()));
    List<Operand<TFloat32>> each =
        count == 1
            ? List.of(all)
            : List.copyOf(tf.split(tf.constant(3), all, (long) count).output());
    for (ConvStep.Layer layer : layers.subList(1, layers.size())) {
      List<Operand<TFloat32>> next = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        next.add(layer(step, each.get(i), one(layer.kernel(), i), one(layer.bias(), i)));
      }
      each = next;
    }
    return each;
  }

  private Operand<TFloat32> one(Bank bank, int member) {
    return bank.size() == 1 ? weights.joined(bank) : weights.separate(bank).get(member);
  }

  /** A kernel's rows are those of its window: rows, columns, channels. */
  private Operand<TFloat32> layer(
      ConvStep step, Operand<TFloat32> x, Operand<TFloat32> kernel, Operand<TFloat32> bias) {
    int size = step.conv().kernelSize();
    int channels = (int) (kernel.shape().get(0) / ((long) size * size));
    Operand<TFloat32> window =
        tf.reshape(kernel, tf.constant(new int[] {size, size, channels, -1}));
    long stride = step.conv().stride();
    Operand<TFloat32> z = tf.nn.conv2d(x, window, List.of(1L, stride, stride, 1L), "SAME");
    return Activations.apply(tf, step.conv().activation(), tf.nn.biasAdd(z, bias));
  }
}
