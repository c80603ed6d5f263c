package dev.espalier.dsl;

import java.util.List;

/**
 * What convolutions see in an image: each of k streams [batch, width] gives [batch, width +
 * filters], the stream and beside it the mean over all positions of the last layer. Each layer is a
 * convolution with kernels [kernelSize, kernelSize] that pads with zeros, so that an image of n
 * rows gives ceil(n / stride), plus an offset, then the activation (global average pooling: Lin et
 * al. 2014, section 3.2).
 *
 * @param feature name of an image
 * @param filters channels that each layer gives, first to last; at least one layer
 * @param kernelSize rows and columns of each kernel, at least 1; default 3
 * @param stride how far kernels move at a time, at least 1; default 2
 * @param activation after each layer; default {@link Activation#RELU}
 * @param l2 factor of the sum of squared kernel entries that is added to the loss; default 0
 */
public record Conv(
    String feature,
    List<Integer> filters,
    int kernelSize,
    int stride,
    Activation activation,
    float l2)
    implements Block {
  /** Rows and columns of a kernel where none are given. */
  public static final int KERNEL_SIZE = 3;

  /** How far kernels move where it is not given. */
  public static final int STRIDE = 2;

  /** Copies the list. */
  public Conv {
    filters = List.copyOf(filters);
  }

  @Override
  public boolean separates(List<Stream> in) {
    return !in.get(0).isShared();
  }

  /** Channels after the last layer. */
  public int outputs() {
    return filters.isEmpty() ? 0 : filters.get(filters.size() - 1);
  }

  /** The same block with kernels of so many rows and columns. */
  public Conv kernelSize(int kernelSize) {
    return new Conv(feature, filters, kernelSize, stride, activation, l2);
  }

  /** The same block with kernels that move so far at a time. */
  public Conv stride(int stride) {
    return new Conv(feature, filters, kernelSize, stride, activation, l2);
  }

  /** The same block with another activation. */
  public Conv activation(Activation activation) {
    return new Conv(feature, filters, kernelSize, stride, activation, l2);
  }

  /** The same block with this factor on the sum of squared kernel entries. */
  public Conv l2(float l2) {
    return new Conv(feature, filters, kernelSize, stride, activation, l2);
  }
}
