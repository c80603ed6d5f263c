package dev.espalier.graph.internal;

import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Blocks.snr;
import static dev.espalier.dsl.Features.categorical;
import static dev.espalier.dsl.Features.hashed;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.binary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Activation;
import dev.espalier.dsl.HardConcrete;
import dev.espalier.dsl.Layers;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.Lowering;
import dev.espalier.graph.internal.TrainingGraph.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class InitialValuesTest {
  private static final int IN = 100;
  private static final int OUT = 80;
  private static Map<String, float[]> start;

  @BeforeAll
  static void fetch() {
    start = start(1);
  }

  private static Map<String, float[]> start(long seed) {
    HardConcrete codes = HardConcrete.defaults().initialLogAlpha(0.5f);
    Topology topology =
        Topologies.of(
            "start",
            List.of(numeric("x", 90), categorical("id", 7, 4), hashed("h", 7).embedding(6)),
            List.of(
                experts(3, Layers.of(OUT).activation(Activation.RELU)),
                snr(2, Layers.of(OUT).activation(Activation.TANH)).codes(codes),
                mmoe()),
            binary("b"));
    try (Trial trial =
        new Trial(topology, new Settings(Trial.SIZE, false, false, seed, Lowering.BATCHED))) {
      return trial.parameters();
    }
  }

  @Test
  void heHasVarianceTwoOverIn() {
    float[] kernel = start.get("shared0/experts/1/layer0/kernel");
    assertMoments(kernel, 2.0 / IN, 3); // normal before truncation: kurtosis at most 3
    for (float w : kernel) {
      assertThat((double) Math.abs(w)).isLessThan(2.001 * Math.sqrt(2.0 / IN) / 0.8796);
    }
  }

  @Test
  void glorotIsUniformWithVarianceTwoOverInPlusOut() {
    float[] kernel = start.get("shared1/snr/0/layer0/kernel");
    assertMoments(kernel, 2.0 / (OUT + OUT), 1.8);
    for (float w : kernel) {
      assertThat((double) Math.abs(w)).isLessThanOrEqualTo(1.000001 * Math.sqrt(6.0 / (OUT + OUT)));
    }
  }

  @Test
  void allKernelsDiffer() {
    List<float[]> kernels =
        start.entrySet().stream()
            .filter(e -> e.getKey().endsWith("layer0/kernel") || e.getKey().contains("/trans"))
            .map(Map.Entry::getValue)
            .toList();
    assertThat(kernels).hasSize(3 + 6 + 2);
    for (float[] kernel : kernels) {
      for (float[] other : kernels) {
        if (kernel != other) {
          // Scaled by shape, draws by the same key would have the same order.
          assertThat(Math.abs(correlation(kernel, other))).isLessThan(5 / Math.sqrt(OUT * OUT));
        }
      }
    }
  }

  @Test
  void onlyTheUnknownRowOfATableIsZero() {
    float[] known = start.get("inputs/id/table");
    assertThat(known).hasSize(8 * 4);
    assertThat(Arrays.copyOfRange(known, 7 * 4, 8 * 4)).containsOnly(0f);
    for (int i = 0; i < 7 * 4; i++) {
      assertThat(Math.abs(known[i])).isBetween(1e-9f, 0.05f);
    }
    assertThat(start.get("inputs/h/table")).hasSize(7 * 6).doesNotContain(0f);
  }

  @Test
  void constantsAreWhatTheyShould() {
    assertThat(start.get("shared0/experts/0/layer0/bias")).containsOnly(0f);
    assertThat(start.get("shared1/snr/logAlpha")).hasSize(6).containsOnly(0.5f);
  }

  @Test
  void dependOnTheSeedOnly() {
    assertThat(start(1).get("tasks/b/head/kernel")).isEqualTo(start.get("tasks/b/head/kernel"));
    assertThat(start(2).get("tasks/b/head/kernel")).isNotEqualTo(start.get("tasks/b/head/kernel"));
  }

  /** Mean 0 and this variance, each within five deviations of its estimate. */
  private static void assertMoments(float[] values, double variance, double kurtosis) {
    double sum = 0;
    double squares = 0;
    for (float value : values) {
      sum += value;
      squares += (double) value * value;
    }
    int n = values.length;
    assertThat(sum / n).isCloseTo(0, within(5 * Math.sqrt(variance / n)));
    assertThat(squares / n / variance).isCloseTo(1, within(5 * Math.sqrt((kurtosis - 1) / n)));
  }

  private static double correlation(float[] a, float[] b) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < Math.min(a.length, b.length); i++) {
      ab += (double) a[i] * b[i];
      aa += (double) a[i] * a[i];
      bb += (double) b[i] * b[i];
    }
    return ab / Math.sqrt(aa * bb);
  }
}
