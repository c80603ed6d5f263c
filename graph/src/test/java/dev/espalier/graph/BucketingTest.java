package dev.espalier.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketingTest {

  @ParameterizedTest
  @CsvSource({
    "-3.4e38, 0",
    "-2.0000002, 0",
    "-2, 1",
    "-1.2e-38, 1",
    "-1e-40, 2",
    "-0, 2",
    "0, 2",
    "1e-40, 2",
    "4.9999995, 2",
    "5, 3",
    "3.4e38, 3",
    "Infinity, 3"
  })
  void countsTheBoundariesThatAreNotAbove(float value, int bucket) {
    assertThat(new Bucketing(List.of(-2f, -0f, 5f)).bucket(value)).isEqualTo(bucket);
    assertThat(new Bucketing(List.of(-2f, 1e-40f, 5f)).bucket(value)).isEqualTo(bucket);
  }

  @ParameterizedTest
  @CsvSource({"-1", "0", "1"})
  void withoutBoundariesThereIsOneBucket(float value) {
    assertThat(new Bucketing(List.of()).bucket(value)).isZero();
  }
}
