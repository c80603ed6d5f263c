package dev.espalier.graph.internal;

import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.snr;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.regression;
import static dev.espalier.graph.internal.Topologies.smooth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Activation;
import dev.espalier.dsl.HardConcrete;
import dev.espalier.dsl.Layers;
import dev.espalier.dsl.Snr;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.Bank;
import dev.espalier.dsl.plan.Parameter;
import dev.espalier.dsl.plan.SnrStep;
import dev.espalier.graph.Lowering;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Sub-networks of one linear layer that is the identity show what they read: v_i = sum_j z_ij W_ij
 * u_j, with three streams of width 2 in and two out.
 */
class SnrConnectionsTest {
  private static final int K = 3;
  private static final int M = 2;
  private static final int W = 2;
  private static final float[] LOG_ALPHA = {0.5f, -0.7f, 30, -30, 1.1f, 0};

  @ParameterizedTest
  @EnumSource(Snr.Kind.class)
  void evaluationReadsTheFrozenCodesOfEachConnection(Snr.Kind kind) {
    check(kind, LOG_ALPHA);
  }

  @ParameterizedTest
  @EnumSource(Snr.Kind.class)
  void allCodesAtOneAreALinearLayerOrTheSameSum(Snr.Kind kind) {
    check(kind, new float[] {40, 40, 40, 40, 40, 40});
  }

  private static void check(Snr.Kind kind, float[] logAlpha) {
    Layers linear = Layers.of(W).activation(Activation.LINEAR);
    Topology topology =
        Topologies.of(
            "snr",
            List.of(numeric("x", 4)),
            List.of(experts(K, smooth(W)), snr(M, linear).kind(kind)),
            regression("r"));
    for (Lowering lowering : List.of(Lowering.BATCHED, Lowering.SEPARATE)) {
      try (Trial trial = Trial.of(topology, lowering)) {
        Map<String, float[]> p = trial.parameters();
        Bank bank = ((SnrStep) trial.plan.steps().get(1)).connections().trans();
        List<String> names =
            bank == null ? List.of() : bank.members().stream().map(Parameter::name).toList();
        float[] eye = {1, 0, 0, 1};
        float[] head = {1, 10, 100, 1000};
        trial.assign(
            Map.of(
                "shared1/snr/logAlpha", logAlpha,
                "shared1/snr/0/layer0/kernel", eye,
                "shared1/snr/1/layer0/kernel", eye,
                "tasks/r/head/kernel", head),
            0);
        Batch batch = trial.batch();
        float[] found = trial.predictions(batch).get(0);
        for (int b = 0; b < batch.size(); b++) {
          double expected = 0;
          for (int i = 0; i < M; i++) {
            for (int j = 0; j < K; j++) {
              double[] u = expert(p, j, batch, b);
              float z = HardConcrete.defaults().frozen(logAlpha[i * K + j]);
              float[] trans = names.isEmpty() ? eye : p.get(names.get(i * K + j));
              for (int c = 0; c < W; c++) {
                expected += head[i * W + c] * z * (u[0] * trans[c] + u[1] * trans[W + c]);
              }
            }
          }
          assertThat((double) found[b]).isCloseTo(expected, within(2e-3)); // 1e-6 of the head
        }
      }
    }
  }

  private static double[] expert(Map<String, float[]> p, int j, Batch batch, int example) {
    float[] kernel = p.get("shared0/experts/" + j + "/layer0/kernel");
    double[] out = new double[W];
    for (int c = 0; c < W; c++) {
      double sum = 0;
      for (int x = 0; x < 4; x++) {
        sum += batch.numbers()[example * 4 + x] * (double) kernel[x * W + c];
      }
      out[c] = Math.tanh(sum);
    }
    return out;
  }
}
