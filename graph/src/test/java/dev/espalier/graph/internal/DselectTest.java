package dev.espalier.graph.internal;

import static dev.espalier.dsl.Blocks.dselectK;
import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.snrToTasks;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.regression;
import static dev.espalier.graph.internal.Topologies.smooth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Block;
import dev.espalier.dsl.DselectK;
import dev.espalier.dsl.DselectK.Selector;
import dev.espalier.dsl.Snr;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.Lowering;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** DSelect-k against other models, itself in another order, and numbers worked out by hand. */
class DselectTest {
  private static final Task A = binary("a").tower(smooth(3));
  private static final Task B = regression("b").tower(smooth(3));
  private static final String CODES = "shared1/dselectK/%s/codes/bias";
  private static final String WEIGHTS = "shared1/dselectK/%s/weights/bias";

  /** Sums of streams with fixed weights: codes of kind Aver of the same values. */
  @Test
  void staticSelectorsAreFixedWeights() {
    float s = dselectK(2).smoothStep(.2f);
    double first = 1 / (1 + Math.exp(-1)); // softmax of 1 and 0
    double[] weights = {first * (1 - s), first * s, 1 - first};
    float[] logAlpha = new float[3];
    for (int j = 0; j < 3; j++) {
      double open = (weights[j] + .1) / 1.2;
      logAlpha[j] = (float) Math.log(open / (1 - open));
    }
    SamePredictions.of(
        topology(List.of(A, B), experts(3, smooth(5)), dselectK(2)),
        both(new float[] {.2f, -9, -9, 9}, new float[] {1, 0}),
        topology(List.of(A, B), experts(3, smooth(5)), snrToTasks().kind(Snr.Kind.AVER)),
        values -> {
          Map<String, float[]> own = new HashMap<>(values);
          own.put("shared1/snrToTasks/a/logAlpha", logAlpha);
          own.put("shared1/snrToTasks/b/logAlpha", logAlpha);
          return own;
        });
  }

  /** Negating the activations of digit l renames the streams j as j xor 2^l. */
  @ParameterizedTest
  @EnumSource(Selector.class)
  void theNumbersOfTheStreamsDoNotMatter(Selector selector) {
    Topology topology =
        topology(List.of(A, B), experts(4, smooth(5)), dselectK(2).selector(selector));
    SamePredictions.of(
        topology,
        both(new float[] {.2f, -.3f, .1f, .4f}, new float[] {1, 0}),
        topology,
        values -> {
          Map<String, float[]> own = new HashMap<>();
          values.forEach((name, value) -> own.put(name, value.clone()));
          for (int j = 0; j < 4; j++) {
            for (String part : List.of("kernel", "bias")) {
              String place = "shared0/experts/%d/layer0/" + part;
              own.put(place.formatted(j), values.get(place.formatted(j ^ 2)));
            }
          }
          own.forEach(
              (name, value) -> {
                for (int i = 1; name.contains("/codes/") && i < value.length; i += 2) {
                  value[i] = -value[i];
                }
              });
          return own;
        });
  }

  @ParameterizedTest
  @EnumSource(Selector.class)
  void theOrderOfTasksDoesNotMatter(Selector selector) {
    Block[] body = {experts(5, smooth(5)), dselectK(2).selector(selector)};
    SamePredictions.of(
        topology(List.of(A, B), body),
        Map.of(CODES.formatted("b"), new float[] {.2f, -.3f, .1f, .4f, -.9f, .1f}),
        topology(List.of(B, A), body),
        UnaryOperator.identity());
  }

  /** At the middle of the step three streams have a quarter each, and a quarter goes astray. */
  @Test
  void thePenaltyIsTheEntropyAndTheReachOfEachSelector() {
    double entropy = -3 * .25 * Math.log(.25 + 1e-6);
    double reach = 1 / (.75 + 1e-6);
    double selectors = 2 * 2; // of each of two tasks
    for (Selector selector : Selector.values()) {
      DselectK block = dselectK(2).selector(selector).entropy(.5f);
      assertThat((double) penalty(experts(3, 5), block))
          .isCloseTo(selectors * (.5 * entropy + reach), within(1e-5));
      assertThat((double) penalty(experts(3, 5), block.entropy(0)))
          .isCloseTo(selectors * reach, within(1e-5));
      double four = -4 * .25 * Math.log(.25 + 1e-6);
      assertThat((double) penalty(experts(4, 5), block))
          .isCloseTo(selectors * .5 * four, within(1e-5));
    }
  }

  @Test
  void nothingIsPenalisedWhereEveryNumberIsAStreams() {
    Topology topology = topology(List.of(A, B), experts(4, 5), dselectK(2));
    try (Trial trial = Trial.of(topology, Lowering.BATCHED)) {
      assertThat(trial.graph.objective().penalty()).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource(Selector.class)
  void isFiniteHoweverFarTheSelectorsWent(Selector selector) {
    DselectK block = dselectK(2).selector(selector).gamma(1e-6f).entropy(1);
    Topology topology = topology(List.of(A, B), experts(5, smooth(4)), block);
    try (Trial trial = Trial.of(topology, Lowering.BATCHED)) {
      float[] far = {1e30f, 1e30f, 1e30f, -1e30f, 1e30f, -1e30f}; // number 7, which is no stream
      trial.assign(both(far, new float[] {1e4f, -1e4f}), 0);
      Objective objective = trial.graph.objective();
      for (Operand<TFloat32> scalar : List.of(objective.losses().get(0), objective.penalty())) {
        assertFinite(trial.run(List.of(scalar), trial.batch(), Map.of()).get(0));
        new Gradients(trial, scalar)
            .byParameter(trial.batch())
            .values()
            .forEach(DselectTest::assertFinite);
      }
    }
  }

  private static float penalty(Block... body) {
    try (Trial trial = Trial.of(topology(List.of(A, B), body), Lowering.BATCHED)) {
      Map<String, float[]> values = trial.parameters();
      values.forEach((name, v) -> Arrays.fill(v, name.contains("/codes/") ? 0 : 1));
      trial.assign(values, 0);
      Operand<TFloat32> penalty = trial.graph.objective().penalty();
      return trial.run(List.of(penalty), trial.batch(), Map.of()).get(0)[0];
    }
  }

  private static void assertFinite(float[] values) {
    for (float value : values) {
      assertThat(value).isFinite();
    }
  }

  private static Map<String, float[]> both(float[] codes, float[] weights) {
    return Map.of(
        CODES.formatted("a"),
        codes,
        CODES.formatted("b"),
        codes,
        WEIGHTS.formatted("a"),
        weights,
        WEIGHTS.formatted("b"),
        weights);
  }

  private static Topology topology(List<Task> tasks, Block... body) {
    return new Topology("t", List.of(numeric("x", 4)), List.of(body), tasks);
  }
}
