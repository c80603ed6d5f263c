package dev.espalier.dsl;

import static dev.espalier.dsl.Blocks.dselectK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DselectKTest {

  /** The polynomial at quarters of the range, worked out by hand. */
  @ParameterizedTest
  @CsvSource({
    "1, 0, 0.5",
    "1, 0.25, 0.84375",
    "1, -0.25, 0.15625",
    "1, 0.125, 0.68359375",
    "2, 0.5, 0.84375",
    "0.5, -0.125, 0.15625"
  })
  void theStepIsSmooth(float gamma, float z, float expected) {
    assertThat(dselectK(1).gamma(gamma).smoothStep(z)).isCloseTo(expected, within(1e-7f));
  }

  @ParameterizedTest
  @CsvSource({"1, 0.5", "0.1, 0.05", "3, 1.5", "1e-6, 1", "7, 3e38"})
  void theStepIsExactOutsideItsRange(float gamma, float z) {
    assertThat(dselectK(1).gamma(gamma).smoothStep(z)).isEqualTo(1f);
    assertThat(dselectK(1).gamma(gamma).smoothStep(-z)).isEqualTo(0f);
  }

  @Test
  void digitsAreEnoughToNumberTheStreams() {
    assertThat(new int[] {2, 3, 4, 5, 8, 9, 4096}).satisfies(DselectKTest::areEnough);
    assertThat(DselectK.digits(2)).isEqualTo(1);
    assertThat(DselectK.digits(4096)).isEqualTo(12);
    assertThat(DselectK.digits(4097)).isEqualTo(13);
  }

  private static void areEnough(int[] counts) {
    for (int streams : counts) {
      int digits = DselectK.digits(streams);
      assertThat(1 << digits).isGreaterThanOrEqualTo(streams);
      assertThat(1 << digits - 1).isLessThan(streams);
    }
  }
}
