package dev.espalier.graph.internal;

import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Losses.pairwise;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.regression;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Topology;
import dev.espalier.graph.Lowering;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Losses of pairs against two plain loops. */
class PairLossesTest {
  private static final int SIZE = Trial.SIZE;
  private static final Topology TOPOLOGY =
      Topology.builder("t")
          .inputs(numeric("x", 3))
          .shared(experts(2, 4), mmoe())
          .task(binary("click").tower(4).loss(pairwise("query")))
          .task(regression("dwell").tower(4).loss(pairwise("query").share(0.25f)).weight(2f))
          .build();
  private static final int[] GROUPS = {0, 1, 0, 0, 1, -1};
  private static final float[] LABELS = {1, 0, 0, 1, 1, 0, .5f, 2, -1, .5f, 0, 3};

  private static Batch batch(Trial trial, int[] groups, float[] labels, float... weights) {
    return new Batch(SIZE, trial.batch().numbers(), groups, labels, weights);
  }

  private static float[] ones() {
    float[] ones = new float[2 * SIZE];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static double expected(
      double[] s, int[] groups, float[] labels, float[] weights, int task) {
    double sum = 0;
    double count = 0;
    for (int i = 0; i < SIZE; i++) {
      for (int j = 0; j < SIZE; j++) {
        int a = task * SIZE + i;
        int b = task * SIZE + j;
        if (groups[i] >= 0 && groups[i] == groups[j] && labels[a] > labels[b]) {
          double weight = weights[a] * weights[b];
          sum += weight * Math.log1p(Math.exp(-(s[i] - s[j])));
          count += weight;
        }
      }
    }
    return count == 0 ? 0 : sum / count;
  }

  @ParameterizedTest
  @EnumSource(Lowering.class)
  void areMeansOverPairsOfAGroup(Lowering lowering) {
    float[] weights = {1, 2, 0, .5f, 1, 1, 1, 1, 3, 1, 0, 1};
    for (float[] each : List.of(ones(), weights)) {
      try (Trial trial = Trial.of(TOPOLOGY, lowering)) {
        Batch batch = batch(trial, GROUPS, LABELS, each);
        List<float[]> predictions = trial.predictions(batch);
        double[] logits = new double[SIZE];
        double[] values = new double[SIZE];
        double error = 0;
        double count = 0;
        for (int i = 0; i < SIZE; i++) {
          double p = predictions.get(0)[i];
          logits[i] = Math.log(p / (1 - p));
          values[i] = predictions.get(1)[i];
          double weight = each[SIZE + i];
          error += weight * Math.pow(values[i] - LABELS[SIZE + i], 2);
          count += weight;
        }
        float[] losses = trial.losses(batch);
        assertThat((double) losses[0])
            .isCloseTo(expected(logits, GROUPS, LABELS, each, 0), within(1e-5));
        double pairs = expected(values, GROUPS, LABELS, each, 1);
        assertThat((double) losses[1])
            .isCloseTo(2 * (0.25 * pairs + 0.75 * error / count), within(1e-5));
      }
    }
  }

  @Test
  void aBatchWithoutPairsHasNoLossAndNoGradient() {
    int[] alone = {0, 1, 2, 3, 4, -1};
    float[] equal = new float[2 * SIZE];
    float[] missing = ones();
    Arrays.fill(missing, 0, SIZE, 0);
    try (Trial trial = Trial.of(TOPOLOGY, Lowering.BATCHED)) {
      for (Batch batch :
          List.of(
              batch(trial, alone, LABELS, ones()),
              batch(trial, GROUPS, equal, ones()),
              batch(trial, GROUPS, LABELS, missing))) {
        assertThat(trial.losses(batch)[0]).isZero();
        Map<String, float[]> gradients =
            new Gradients(trial, trial.graph.objective().losses().get(0)).byParameter(batch);
        assertThat(gradients).isNotEmpty();
        gradients.forEach((name, value) -> assertThat(Gradients.areZero(value)).as(name).isTrue());
      }
    }
  }
}
