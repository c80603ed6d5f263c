package dev.espalier.graph.internal;

import static dev.espalier.dsl.Blocks.crossNetwork;
import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.factorizationMachine;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.regression;
import static dev.espalier.graph.internal.Topologies.smooth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Block;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.Lowering;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Crosses and pooled pairs against numbers worked out by hand or by the definitions. */
class InteractionsTest {

  private static Topology of(int width, Block... body) {
    return new Topology("t", List.of(numeric("x", width)), List.of(body), List.of(regression("y")));
  }

  /** x0 = (1, 2); W = ((1, 3), (2, 4)) as [in, out]; b = (1, -1); the head sums with (1, 10). */
  @Test
  void aCrossIsThis() {
    Map<String, float[]> values =
        Map.of(
            "shared0/crossNetwork/0/layer0/kernel", new float[] {1, 3, 2, 4},
            "shared0/crossNetwork/0/layer0/bias", new float[] {1, -1},
            "tasks/y/head/kernel", new float[] {1, 10},
            "tasks/y/head/bias", new float[] {0});
    // x0 W + b = (1 + 4 + 1, 3 + 8 - 1) = (6, 10); times x0 (6, 20); plus x0 (7, 22)
    assertThat(predict(of(2, crossNetwork(1)), values, 1, 2)).isEqualTo(7 + 220f);
  }

  /** The second layer multiplies by what came in, not by what the first gave. */
  @Test
  void theSecondCrossMultipliesByTheInput() {
    Map<String, float[]> values =
        Map.of(
            "shared0/crossNetwork/0/layer0/kernel", new float[] {1, 3, 2, 4},
            "shared0/crossNetwork/0/layer0/bias", new float[] {1, -1},
            "shared0/crossNetwork/0/layer1/kernel", new float[] {0, 1, 1, 0},
            "shared0/crossNetwork/0/layer1/bias", new float[] {0, 2},
            "tasks/y/head/kernel", new float[] {1, 10},
            "tasks/y/head/bias", new float[] {0});
    // x1 = (7, 22); x1 W + b = (22, 9); times x0 (22, 18); plus x1 (29, 40)
    assertThat(predict(of(2, crossNetwork(2)), values, 1, 2)).isEqualTo(29 + 400f);
  }

  @Test
  void aLowRankIsTheProductOfItsMatrices() {
    float[] down = {.5f, -1f, 2f};
    float[] up = {3f, .25f, -1.5f};
    float[] product = new float[9];
    for (int i = 0; i < 9; i++) {
      product[i] = down[i / 3] * up[i % 3];
    }
    Map<String, float[]> low =
        Map.of(
            "shared0/crossNetwork/0/layer0/down", down, "shared0/crossNetwork/0/layer0/kernel", up);
    Map<String, float[]> full = Map.of("shared0/crossNetwork/0/layer0/kernel", product);

    assertThat(predict(of(3, crossNetwork(1, 1)), low, .3f, -.7f, 1.1f))
        .isCloseTo(predict(of(3, crossNetwork(1)), full, .3f, -.7f, 1.1f), within(1e-6f));
  }

  /** A tower of its own for what comes in, by parameters that start alike in both topologies. */
  @Test
  void aCrossOfZeroWeightsChangesNothing() {
    Map<String, float[]> zero =
        Map.of(
            "shared0/crossNetwork/0/layer0/kernel", new float[9],
            "shared0/crossNetwork/0/layer1/kernel", new float[9]);

    assertThat(predict(of(3, crossNetwork(2)), zero, .3f, -.7f, 1.1f))
        .isEqualTo(predict(of(3), Map.of(), .3f, -.7f, 1.1f));
  }

  @Test
  void pooledPairsAreTheSumOverPairs() {
    float[] x = {.3f, -.7f, 1.1f, 2f};
    float[] v = {1, -2, .5f, 3, -1, .25f, 2, 1.5f};
    double[] expected = new double[2];
    for (int f = 0; f < 2; f++) {
      for (int i = 0; i < 4; i++) {
        for (int j = i + 1; j < 4; j++) {
          expected[f] += (double) v[2 * i + f] * v[2 * j + f] * x[i] * x[j];
        }
      }
    }
    float[] head = {1, 1, 1, 1, 10, 100};
    Map<String, float[]> values =
        Map.of(
            "shared0/factorizationMachine/0/factors", v,
            "tasks/y/head/kernel", head,
            "tasks/y/head/bias", new float[1]);

    double sum = .3 - .7 + 1.1 + 2 + 10 * expected[0] + 100 * expected[1];
    assertThat(predict(of(4, factorizationMachine(2)), values, x))
        .isCloseTo((float) sum, within(1e-4f));
  }

  /** Several streams are computed together, each by its own parameters. */
  @Test
  void theOrderOfStreamsDoesNotMatter() {
    Topology topology =
        of(3, experts(2, smooth(4)), crossNetwork(2, 3), crossNetwork(1), factorizationMachine(2));
    try (Trial trial = Trial.of(topology, Lowering.BATCHED)) {
      float[] forth = trial.predictions(trial.batch()).get(0);
      Map<String, float[]> swapped = new HashMap<>();
      trial
          .parameters()
          .forEach(
              (name, value) -> {
                String other = name.replaceFirst("^(shared\\d/\\w+/)0/", "$11/");
                other =
                    other.equals(name) ? name.replaceFirst("^(shared\\d/\\w+/)1/", "$10/") : other;
                swapped.put(other, name.equals("tasks/y/head/kernel") ? halves(value) : value);
              });
      assertThat(swapped).hasSize(trial.parameters().size());
      trial.assign(swapped, 0);
      assertThat(trial.predictions(trial.batch()).get(0)).containsExactly(forth, within(3e-6f));
    }
  }

  private static float[] halves(float[] value) {
    float[] swapped = new float[value.length];
    int half = value.length / 2;
    System.arraycopy(value, 0, swapped, half, half);
    System.arraycopy(value, half, swapped, 0, half);
    return swapped;
  }

  /** What this model says of one example whose raw numbers these are. */
  private static float predict(Topology topology, Map<String, float[]> values, float... x) {
    try (Trial trial = Trial.of(topology, Lowering.AUTO)) {
      trial.assign(values, 0);
      Batch batch = trial.batch();
      System.arraycopy(x, 0, batch.numbers(), 0, x.length);
      return trial.predictions(batch).get(0)[0];
    }
  }
}
