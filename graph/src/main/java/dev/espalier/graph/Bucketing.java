package dev.espalier.graph;

import java.util.List;

/**
 * The bucket of a number: how many boundaries are not above it. Whatever prepares examples for
 * training calls {@link #bucket}; the serving graph has TensorFlow's own {@code Bucketize} at the
 * same boundaries, which answers the same. Numbers too small for float32's full precision (below
 * 1.2e-38) are 0, as TensorFlow computes with them.
 */
public final class Bucketing {
  private final float[] boundaries;

  /** Buckets at these boundaries, which increase. */
  public Bucketing(List<Float> boundaries) {
    this.boundaries = new float[boundaries.size()];
    for (int i = 0; i < this.boundaries.length; i++) {
      this.boundaries[i] = normal(boundaries.get(i));
    }
  }

  /** A number in [0, n] for n boundaries; that of not a number means nothing. */
  public int bucket(float value) {
    float x = normal(value);
    int low = 0;
    int high = boundaries.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      // "<=" takes -0 for 0, as TensorFlow does; Arrays.binarySearch does not.
      if (boundaries[middle] <= x) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static float normal(float value) {
    return Math.abs(value) < Float.MIN_NORMAL ? 0f : value;
  }
}
