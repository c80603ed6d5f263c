package dev.espalier.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuantileSketchTest {
  private static final int CAPACITY = 256;

  private static Quantiles of(int capacity, float... values) {
    QuantileSketch sketch = new QuantileSketch(capacity);
    for (float value : values) {
      sketch.add(value);
    }
    return sketch.quantiles();
  }

  private static float[] normal(int count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  @Test
  void ofFewNumbersQuantilesAreExact() {
    float[] values = normal(CAPACITY, 3);
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    Quantiles quantiles = of(CAPACITY, values);
    for (int rank = 0; rank < sorted.length; rank++) {
      assertThat(quantiles.at(rank / (sorted.length - 1.0))).isEqualTo(sorted[rank] + 0f);
    }
    assertThat(of(64, 3, Float.NaN, -0f, -7).at(0)).isEqualTo(-7f);
    assertThat(of(64, 3, Float.NaN, -0f, -7).at(.25)).isEqualTo(-3.5f);
    assertThat(of(64, Float.NaN).isEmpty()).isTrue();
  }

  /** Numbers in order, in falling order, in no order, and few ones again and again. */
  @Test
  void ranksOfManyNumbersAreWrongByNoMoreThanTheBound() {
    for (int count : new int[] {257, 1_000, 10_000, 100_001, 400_000}) {
      float[] rising = new float[count];
      float[] falling = new float[count];
      float[] few = new float[count];
      for (int i = 0; i < count; i++) {
        rising[i] = i;
        falling[i] = -i;
        few[i] = i * 7 % 5;
      }
      for (float[] values : new float[][] {rising, falling, few, normal(count, count)}) {
        assertThat(error(values)).isLessThanOrEqualTo(bound(count) * count);
      }
    }
  }

  private static double bound(int count) {
    return (Math.floor(Math.log((double) count / CAPACITY) / Math.log(2)) + 1) / CAPACITY;
  }

  /** The largest distance of a wanted rank from those that the quantile has. */
  private static double error(float[] values) {
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    Quantiles quantiles = of(CAPACITY, values);
    double worst = 0;
    for (int i = 0; i <= 200; i++) {
      double place = i / 200.0 * (values.length - 1);
      float value = quantiles.at(i / 200.0);
      long below = IntStream.range(0, sorted.length).filter(k -> sorted[k] < value).count();
      long notAbove = IntStream.range(0, sorted.length).filter(k -> sorted[k] <= value).count();
      // Between two numbers a place lies between two ranks.
      worst = Math.max(worst, Math.max(below - 1 - place, place - notAbove));
    }
    return worst;
  }

  @Test
  void leastAndLargestAreExactAndTheSameNumbersGiveTheSameQuantiles() {
    float[] values = normal(50_000, 9);
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    Quantiles quantiles = of(CAPACITY, values);
    assertThat(quantiles.at(0)).isEqualTo(sorted[0]);
    assertThat(quantiles.at(1)).isEqualTo(sorted[sorted.length - 1]);
    assertThat(of(CAPACITY, values).scale(100)).isEqualTo(quantiles.scale(100));
  }
}
