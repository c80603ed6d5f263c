package dev.espalier.samples.endurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemoryStudyTest {
  @Test
  void aLineHasItsSlopeAndNoError() {
    MemoryStudy.Outcome outcome = MemoryStudy.of(1, readings(7, 0));
    assertThat(outcome.slope()).isCloseTo(7, within(1e-9));
    assertThat(outcome.error()).isCloseTo(0, within(1e-6));
    assertThat(outcome.isFlat()).isFalse();
    assertThat(outcome.last() - outcome.first()).isCloseTo(7 * .8, within(.01));
  }

  @Test
  void noiseAloneIsFlat() {
    MemoryStudy.Outcome outcome = MemoryStudy.of(1, readings(0, 3));
    assertThat(outcome.isFlat()).isTrue();
    // Deviation / sqrt(n) / deviation of a uniform number on (0, 1).
    assertThat(outcome.error()).isCloseTo(3 / Math.sqrt(800) * Math.sqrt(12), within(.03));
  }

  @Test
  void aProcessOfItsOwnTellsItsSize() throws Exception {
    MemoryStudy.Outcome outcome = MemoryStudy.inOwnProcess(5000);
    assertThat(outcome.steps()).isEqualTo(5000);
    assertThat(outcome.first()).isBetween(300.0, 2000.0);
    assertThat(outcome.last()).isCloseTo(outcome.first(), within(50.0));
  }

  private static List<double[]> readings(double slope, double noise) {
    Random random = new Random(1);
    return IntStream.range(0, 800)
        .mapToObj(
            i -> new double[] {i / 800.0, 500 + slope * i / 800 + noise * random.nextGaussian()})
        .toList();
  }
}
