package dev.espalier.graph.internal;

import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.regression;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Activation;
import dev.espalier.dsl.Layers;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.Lowering;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two experts of constant output 1, seen at the boundary. */
class DropoutTest {
  private static final float RATE = 0.3f;
  private static final int UNITS = 500;
  private static final Topology ONES =
      Topologies.of(
          "ones",
          List.of(numeric("x")),
          List.of(experts(2, Layers.of(UNITS).activation(Activation.LINEAR).dropout(RATE))),
          regression("r"));

  @ParameterizedTest
  @EnumSource(
      value = Lowering.class,
      names = {"BATCHED", "SEPARATE"})
  void dropsItsShareAndKeepsTheExpectation(Lowering lowering) {
    try (Trial trial = ones(lowering)) {
      int n = 0;
      int dropped = 0;
      double sum = 0;
      for (int step = 0; step < 5; step++) {
        for (float y : boundary(trial, step)) {
          assertThat(y).isIn(0f, 1 / (1 - RATE));
          n++;
          dropped += y == 0 ? 1 : 0;
          sum += y;
        }
      }
      double deviation = Math.sqrt(RATE * (1 - RATE) / n);
      assertThat(dropped / (double) n).isCloseTo(RATE, within(5 * deviation));
      assertThat(sum / n).isCloseTo(1, within(5 * deviation / (1 - RATE)));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Lowering.class,
      names = {"BATCHED", "SEPARATE"})
  void differsByStepExampleAndExpert(Lowering lowering) {
    try (Trial trial = ones(lowering)) {
      float[] first = boundary(trial, 0);
      assertThat(boundary(trial, 0)).isEqualTo(first);
      assertThat(boundary(trial, 1)).isNotEqualTo(first);
      float[] expert = Arrays.copyOfRange(first, 0, UNITS);
      assertThat(Arrays.copyOfRange(first, UNITS, 2 * UNITS)).isNotEqualTo(expert);
      assertThat(Arrays.copyOfRange(first, 2 * UNITS, 3 * UNITS)).isNotEqualTo(expert);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Lowering.class,
      names = {"BATCHED", "SEPARATE"})
  void isOffInEvaluation(Lowering lowering) {
    try (Trial trial = ones(lowering)) {
      float[] head = new float[2 * UNITS];
      Arrays.fill(head, 1);
      trial.assign(Map.of("tasks/r/head/kernel", head), 0);
      assertThat(trial.predictions(trial.batch()).get(0)).containsOnly(2 * UNITS);
    }
  }

  private static Trial ones(Lowering lowering) {
    Trial trial = Trial.of(ONES, lowering);
    Map<String, float[]> values = new HashMap<>();
    for (int i = 0; i < 2; i++) {
      float[] one = new float[UNITS];
      Arrays.fill(one, 1);
      values.put("shared0/experts/" + i + "/layer0/kernel", new float[UNITS]);
      values.put("shared0/experts/" + i + "/layer0/bias", one);
    }
    trial.assign(values, 0);
    return trial;
  }

  private static float[] boundary(Trial trial, long step) {
    trial.assign(Map.of(), step);
    return trial.run(trial.graph.objective().boundary(), trial.batch(), Map.of()).get(0);
  }
}
