package dev.espalier.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SumsTest {

  private static Sums of(float[] values) {
    Sums sums = new Sums();
    for (float value : values) {
      sums.add(value);
    }
    return sums;
  }

  /** Means far from zero, as of timestamps, and numbers of very different sizes. */
  @Test
  void meanAndDeviationAreThoseOfDecimalArithmetic() {
    Random random = new Random(5);
    for (double[] at : new double[][] {{0, 1}, {1.7e9, 1e4}, {-3e38, 1e37}, {1e-30, 1e-33}}) {
      float[] values = new float[5_000];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (at[0] + at[1] * random.nextDouble());
      }
      Sums sums = of(values);
      MathContext digits = new MathContext(60);
      BigDecimal n = BigDecimal.valueOf(values.length);
      BigDecimal mean = BigDecimal.ZERO;
      for (float value : values) {
        mean = mean.add(new BigDecimal(value));
      }
      mean = mean.divide(n, digits);
      BigDecimal squares = BigDecimal.ZERO;
      for (float value : values) {
        BigDecimal off = new BigDecimal(value).subtract(mean);
        squares = squares.add(off.multiply(off));
      }
      assertThat(sums.mean()).isEqualTo(mean.floatValue());
      assertThat(sums.deviation())
          .isEqualTo((float) Math.sqrt(squares.divide(n, digits).doubleValue()));
    }
  }

  @Test
  void aConstantIsItsMean() {
    float[] values = new float[1_000];
    java.util.Arrays.fill(values, .1f);
    assertThat(of(values).constant()).isTrue();
    assertThat(of(values).mean()).isEqualTo(.1f);
    assertThat(of(values).count()).isEqualTo(1_000);
  }
}
