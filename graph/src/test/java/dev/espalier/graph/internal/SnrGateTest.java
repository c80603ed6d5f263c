package dev.espalier.graph.internal;

import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.snr;
import static dev.espalier.dsl.Blocks.snrGate;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.regression;
import static dev.espalier.graph.internal.SamePredictions.rows;
import static dev.espalier.graph.internal.Topologies.smooth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Block;
import dev.espalier.dsl.HardConcrete;
import dev.espalier.dsl.Snr;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.Lowering;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Codes of the example against codes that are the same for all, and by hand. */
class SnrGateTest {
  private static final Task A = binary("a").tower(smooth(3));
  private static final Task B = regression("b").tower(smooth(3));
  private static final float[] ROWS = {1.5f, -.7f, .2f, .4f, -30, 30};

  /** Without a word from the features every example has the same codes. */
  @ParameterizedTest
  @EnumSource(Snr.Kind.class)
  void withoutFeaturesAreCodesOfTheBlock(Snr.Kind kind) {
    Map<String, float[]> given = new HashMap<>();
    for (int i = 0; i < 2; i++) {
      given.put("shared1/snrGate/" + i + "/gate/kernel", new float[4 * 3]);
      given.put("shared1/snrGate/" + i + "/gate/bias", Arrays.copyOfRange(ROWS, 3 * i, 3 * i + 3));
    }
    SamePredictions.of(
        topology(experts(3, smooth(5)), snrGate(2, smooth(4)).kind(kind)),
        given,
        topology(experts(3, smooth(5)), snr(2, smooth(4)).kind(kind)),
        values -> {
          Map<String, float[]> own = new HashMap<>();
          values.forEach((name, value) -> own.put(name.replace("snrGate", "snr"), value));
          own.put("shared1/snr/logAlpha", ROWS);
          return own;
        });
  }

  @ParameterizedTest
  @EnumSource(Snr.Kind.class)
  void theOrderOfSubNetworksDoesNotMatter(Snr.Kind kind) {
    Topology topology = topology(experts(3, smooth(5)), snrGate(2, smooth(4)).kind(kind));
    SamePredictions.of(
        topology,
        Map.of(),
        topology,
        values -> {
          Map<String, float[]> own = new HashMap<>();
          values.forEach(
              (name, value) ->
                  own.put(
                      name.replaceFirst("snrGate/0/", "snrGate/9/")
                          .replaceFirst("snrGate/1/", "snrGate/0/")
                          .replaceFirst("snrGate/9/", "snrGate/1/"),
                      name.startsWith("tasks/") && name.endsWith("layer0/kernel")
                          ? rows(value, 1, 0)
                          : value));
          return own;
        });
  }

  /** Log alpha is a feature itself: an example of -40 reads nothing, one of 40 reads all. */
  @Test
  void anExampleOpensItsOwnConnections() {
    Topology topology = topology(experts(1, smooth(2)), snrGate(1, smooth(3)));
    try (Trial trial = Trial.of(topology, Lowering.BATCHED)) {
      Map<String, float[]> given = new HashMap<>();
      given.put("shared1/snrGate/0/gate/kernel", new float[] {1e6f, 0, 0, 0});
      given.put("shared1/snrGate/0/layer0/bias", new float[3]);
      given.put("tasks/b/layer0/bias", new float[3]);
      given.put("tasks/b/head/bias", new float[] {.25f});
      trial.assign(given, 0);
      Batch batch = trial.batch();
      float[] found = trial.predictions(batch).get(1);
      int closed = 0;
      for (int b = 0; b < batch.size(); b++) {
        boolean shut = batch.numbers()[4 * b] < 0;
        assertThat(found[b] == .25f).isEqualTo(shut);
        closed += shut ? 1 : 0;
      }
      assertThat(closed).isBetween(1, batch.size() - 1);
    }
  }

  @Test
  void thePenaltyIsTheMeanOverTheBatch() {
    HardConcrete codes = HardConcrete.defaults().lambda(.25f);
    Topology topology = topology(experts(3, smooth(5)), snrGate(2, smooth(4)).codes(codes));
    try (Trial trial = Trial.of(topology, Lowering.BATCHED)) {
      Map<String, float[]> p = trial.parameters();
      Batch batch = trial.batch();
      double shift = codes.beta() * Math.log(-codes.gamma() / (double) codes.zeta());
      double expected = 0;
      for (int b = 0; b < batch.size(); b++) {
        for (int c = 0; c < 2 * 3; c++) {
          String place = "shared1/snrGate/" + c / 3 + "/gate/";
          double logAlpha = p.get(place + "bias")[c % 3];
          for (int x = 0; x < 4; x++) {
            logAlpha += batch.numbers()[4 * b + x] * p.get(place + "kernel")[3 * x + c % 3];
          }
          expected += codes.lambda() / (1 + Math.exp(shift - logAlpha)) / batch.size();
        }
      }
      Operand<TFloat32> penalty = trial.graph.objective().penalty();
      float found = trial.run(List.of(penalty), batch, Map.of()).get(0)[0];
      assertThat((double) found).isCloseTo(expected, within(1e-5));
    }
  }

  private static Topology topology(Block... body) {
    return new Topology("t", List.of(numeric("x", 4)), List.of(body), List.of(A, B));
  }
}
