package dev.espalier.training.internal;

import org.tensorflow.proto.HistogramProto;

/** How the entries of a weight are spread, as TensorBoard reads it. */
final class WeightHistogram {
  /** As many as TensorBoard draws. */
  private static final int BUCKETS = 30;

  private WeightHistogram() {}

  /** Counts in buckets of one width, from the smallest entry to the largest; at least one entry. */
  static HistogramProto of(float[] values) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    double sum = 0;
    double squares = 0;
    for (double value : values) {
      least = Math.min(least, value);
      most = Math.max(most, value);
      sum += value;
      squares += value * value;
    }
    double width = (most - least) / BUCKETS;
    long[] counts = new long[width > 0 ? BUCKETS : 1];
    for (float value : values) {
      counts[width > 0 ? Math.min(BUCKETS - 1, (int) ((value - least) / width)) : 0]++;
    }
    HistogramProto.Builder histogram =
        HistogramProto.newBuilder()
            .setMin(least)
            .setMax(most)
            .setNum(values.length)
            .setSum(sum)
            .setSumSquares(squares);
    for (int bucket = 0; bucket < counts.length; bucket++) {
      histogram
          .addBucketLimit(bucket == counts.length - 1 ? most : least + (bucket + 1) * width)
          .addBucket(counts[bucket]);
    }
    return histogram.build();
  }
}
