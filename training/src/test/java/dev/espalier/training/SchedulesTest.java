package dev.espalier.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SchedulesTest {
  private static final Offset<Float> CLOSE = within(1e-7f);

  @Test
  void constantStays() {
    assertThat(Schedules.constant(0.3f).at(0)).isEqualTo(0.3f);
    assertThat(Schedules.constant(0.3f).at(1L << 40)).isEqualTo(0.3f);
  }

  @Test
  void cosineFallsFromThePeakToTheFloorAndStays() {
    Schedule cosine = Schedules.cosine(1f, 100, 0.2f);

    assertThat(cosine.at(0)).isEqualTo(1f);
    assertThat(cosine.at(25)).isCloseTo(0.88284271f, CLOSE); // .2 + .8 (1 + √½) / 2
    assertThat(cosine.at(50)).isCloseTo(0.6f, CLOSE);
    assertThat(cosine.at(100)).isCloseTo(0.2f, CLOSE);
    assertThat(cosine.at(1_000_000)).isCloseTo(0.2f, CLOSE);
    assertThat(Schedules.cosine(1f, 100).at(100)).isZero();
  }

  @Test
  void exponentialFallsByTheFactorOverEachStretch() {
    Schedule exponential = Schedules.exponential(0.5f, 0.25f, 10);

    assertThat(exponential.at(0)).isEqualTo(0.5f);
    assertThat(exponential.at(5)).isCloseTo(0.25f, CLOSE);
    assertThat(exponential.at(10)).isCloseTo(0.125f, CLOSE);
    assertThat(exponential.at(20)).isCloseTo(0.03125f, CLOSE);
  }

  @Test
  void warmUpRisesToTheFirstRateThenFollowsFromTheBeginning() {
    Schedule schedule = Schedules.warmUp(4, Schedules.exponential(1f, 0.5f, 1));

    assertThat(schedule.at(0)).isCloseTo(0.25f, CLOSE);
    assertThat(schedule.at(2)).isCloseTo(0.75f, CLOSE);
    assertThat(schedule.at(3)).isCloseTo(1f, CLOSE);
    assertThat(schedule.at(4)).isCloseTo(1f, CLOSE);
    assertThat(schedule.at(6)).isCloseTo(0.25f, CLOSE);
  }
}
