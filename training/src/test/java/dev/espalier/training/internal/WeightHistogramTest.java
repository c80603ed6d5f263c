package dev.espalier.training.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.HistogramProto;

class WeightHistogramTest {
  @Test
  void everyEntryIsInTheBucketThatEndsAboveIt() {
    Random random = new Random(1);
    for (int round = 0; round < 100; round++) {
      float[] values = new float[1 + random.nextInt(200)];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
      HistogramProto histogram = WeightHistogram.of(values);
      double counted = 0;
      for (int bucket = 0; bucket < histogram.getBucketCount(); bucket++) {
        counted += histogram.getBucket(bucket);
        double end = histogram.getBucketLimit(bucket);
        long below = IntStream.range(0, values.length).filter(i -> values[i] < end - 1e-9).count();
        assertThat(counted).isGreaterThanOrEqualTo(below);
      }
      assertThat(counted).isEqualTo(values.length);
      assertThat(histogram.getBucketLimit(histogram.getBucketCount() - 1))
          .isEqualTo(histogram.getMax());
    }
  }

  @Test
  void equalEntriesAreOneBucket() {
    HistogramProto histogram = WeightHistogram.of(new float[] {2, 2, 2});
    assertThat(histogram.getBucketList()).containsExactly(3.0);
    assertThat(histogram.getMin()).isEqualTo(2);
    assertThat(histogram.getSumSquares()).isEqualTo(12);
  }
}
