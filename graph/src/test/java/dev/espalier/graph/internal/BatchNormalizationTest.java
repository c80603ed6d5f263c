package dev.espalier.graph.internal;

import static dev.espalier.dsl.Blocks.sharedBottom;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.regression;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Activation;
import dev.espalier.dsl.Layers;
import dev.espalier.dsl.Normalization;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.Lowering;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One unit that passes its input on to a head that does too. */
class BatchNormalizationTest {
  private static final String UNIT = "shared0/sharedBottom/0/layer0/";
  private static final Topology PASS =
      Topologies.of(
          "pass",
          List.of(numeric("x")),
          List.of(
              sharedBottom(
                  Layers.of(1).activation(Activation.LINEAR).normalization(Normalization.BATCH))),
          regression("r"));

  @Test
  void averagesMoveByOneHundredthTowardsTheBatch() {
    try (Trial trial = pass()) {
      trial.assign(Map.of(UNIT + "mean", new float[] {2}, UNIT + "variance", new float[] {3}), 0);
      Batch batch = trial.batch();
      LoweringsAgreeTest.update(trial, batch);
      assertThat((double) trial.parameters().get(UNIT + "mean")[0])
          .isCloseTo(0.99 * 2 + 0.01 * mean(batch), within(1e-6));
      assertThat((double) trial.parameters().get(UNIT + "variance")[0])
          .isCloseTo(0.99 * 3 + 0.01 * variance(batch), within(1e-6));
    }
  }

  @Test
  void trainingUsesTheBatch() {
    try (Trial trial = pass()) {
      Batch batch = trial.batch();
      float[] out = trial.run(trial.graph.objective().boundary(), batch, Map.of()).get(0);
      for (int i = 0; i < out.length; i++) {
        double normal = (batch.numbers()[i] - mean(batch)) / Math.sqrt(variance(batch) + 1e-3);
        assertThat((double) out[i]).isCloseTo(1.5 * normal - 0.5, within(1e-5));
      }
    }
  }

  @Test
  void evaluationUsesTheAverages() {
    try (Trial trial = pass()) {
      trial.assign(Map.of(UNIT + "mean", new float[] {2}, UNIT + "variance", new float[] {3}), 0);
      Batch batch = Batch.random(trial.plan, 1, 5);
      double normal = (batch.numbers()[0] - 2) / Math.sqrt(3 + 1e-3);
      assertThat((double) trial.predictions(batch).get(0)[0])
          .isCloseTo(1.5 * normal - 0.5, within(1e-5));
    }
  }

  private static Trial pass() {
    Trial trial = Trial.of(PASS, Lowering.BATCHED);
    trial.assign(
        Map.of(
            UNIT + "kernel",
            new float[] {1},
            UNIT + "scale",
            new float[] {1.5f},
            UNIT + "offset",
            new float[] {-0.5f},
            "tasks/r/head/kernel",
            new float[] {1}),
        0);
    return trial;
  }

  private static double mean(Batch batch) {
    double sum = 0;
    for (float x : batch.numbers()) {
      sum += x;
    }
    return sum / batch.size();
  }

  private static double variance(Batch batch) {
    double sum = 0;
    for (float x : batch.numbers()) {
      sum += (x - mean(batch)) * (x - mean(batch));
    }
    return sum / batch.size();
  }
}
