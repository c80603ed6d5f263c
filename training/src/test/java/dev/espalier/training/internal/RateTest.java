package dev.espalier.training.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.espalier.training.Schedule;
import dev.espalier.training.Schedules;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

class RateTest {

  static List<Schedule> schedules() {
    return List.of(
        Schedules.constant(0.3f),
        Schedules.cosine(0.7f, 50, 0.1f),
        Schedules.exponential(0.7f, 0.3f, 7),
        Schedules.warmUp(10, Schedules.cosine(0.7f, 50, 0.1f)),
        Schedules.warmUp(5, Schedules.warmUp(5, Schedules.constant(0.3f))));
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void theGraphComputesTheValue(Schedule schedule) {
    try (InGraph in = new InGraph()) {
      for (long step : new long[] {0, 1, 4, 5, 9, 10, 11, 33, 60, 1000}) {
        Operand<TFloat32> rate = Rate.of(in.tf, schedule, in.tf.constant(step));
        assertThat(in.floats(rate)[0])
            .as("step %s", step)
            .isCloseTo(schedule.at(step), withinPercentage(1e-5));
      }
    }
  }

  @Test
  void everyScheduleIsAmongTheseCases() {
    for (Class<?> kind : Schedule.class.getPermittedSubclasses()) {
      assertThat(schedules()).hasAtLeastOneElementOfType(kind);
    }
  }
}
