package dev.espalier.graph.internal;

import static dev.espalier.dsl.Blocks.sparseMoe;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Routing.noisyTopK;
import static dev.espalier.dsl.Routing.sampled;
import static dev.espalier.dsl.Routing.switchRouter;
import static dev.espalier.dsl.Routing.threshold;
import static dev.espalier.dsl.Routing.topK;
import static dev.espalier.dsl.Tasks.regression;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Activation;
import dev.espalier.dsl.Layers;
import dev.espalier.dsl.SparseMoe;
import dev.espalier.dsl.SparseMoe.Dispatch;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.SparseStep;
import dev.espalier.graph.FittedFeatures;
import dev.espalier.graph.FrozenModel;
import dev.espalier.graph.GoldenBatch;
import dev.espalier.graph.Lowering;
import dev.espalier.graph.Predictions;
import dev.espalier.graph.RawColumn;
import dev.espalier.graph.SavedModels;
import dev.espalier.graph.ServedModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an example gets that would have gone to an expert that is not served: experts answer with
 * their number plus 1, and the third of five is gone.
 */
class UnreachedExpertsTest {
  private static final int EXPERTS = 5;
  private static final int GONE = 2;
  private static final int ROWS = Trial.SIZE * 8;

  @TempDir Path folder;

  /** Of shares over all experts, and the experts that are left, the best first, the answer. */
  private interface Answer extends ToDoubleBiFunction<double[], List<Integer>> {}

  static Stream<Arguments> routers() {
    SparseMoe five = sparseMoe(EXPERTS, Layers.of(1).activation(Activation.LINEAR));
    Answer renormalised =
        (p, left) -> {
          double sum = p[left.get(0)] + p[left.get(1)];
          return (p[left.get(0)] * (left.get(0) + 1) + p[left.get(1)] * (left.get(1) + 1)) / sum;
        };
    Answer best = (p, left) -> p[left.get(0)] * (left.get(0) + 1);
    Answer above =
        (p, left) ->
            best.applyAsDouble(p, left)
                + (p[left.get(1)] > .2f ? p[left.get(1)] * (left.get(1) + 1) : 0);
    Answer even = (p, left) -> (left.get(0) + left.get(1) + 2) / 2.0;
    return Stream.of(
        Arguments.of(five.router(topK(2)), renormalised),
        Arguments.of(five.router(topK(2)).dispatch(Dispatch.SOFT), renormalised),
        Arguments.of(five.router(noisyTopK(2)), renormalised),
        Arguments.of(five.router(switchRouter()), best),
        Arguments.of(five.router(threshold(.2f, 2)), above),
        Arguments.of(five.router(threshold(.2f, 2)).dispatch(Dispatch.SOFT), above),
        Arguments.of(five.router(sampled(2)), even));
  }

  @ParameterizedTest
  @MethodSource("routers")
  void theNextBestComputesWhatWouldHaveGoneThere(SparseMoe block, Answer answer) {
    try (Trial trial = trial(block)) {
      trial.assign(numbered(trial.parameters()), 0);
      float[] x = Batch.random(trial.plan, ROWS, 3).numbers();
      float[] kernel = trial.parameters().get("shared0/sparseMoe/gate/kernel");
      float[] expected = new float[ROWS];
      int others = 0;
      for (int row = 0; row < ROWS; row++) {
        double[] shares = shares(x, row, kernel);
        List<Integer> ranked =
            IntStream.range(0, EXPERTS)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer e) -> -shares[e]))
                .toList();
        others += ranked.indexOf(GONE) < block.router().k() ? 1 : 0;
        expected[row] =
            (float) answer.applyAsDouble(shares, ranked.stream().filter(e -> e != GONE).toList());
      }
      assertThat(others).as("examples that would have gone there").isPositive();
      assertThat(served(trial, x, expected)).containsExactly(expected, within(1e-5f));
    }
  }

  @Test
  void expertsThatAreNoneAndAllOfThemAreRefused() {
    try (Trial trial = trial(sparseMoe(2, 3))) {
      FrozenModel model = frozen(trial);
      SparseStep step = RoutingTally.steps(trial.plan).get(0);
      for (List<Integer> gone : List.of(List.of(2), List.of(-1), List.of(0, 0), List.of(0, 1))) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> model.without(Map.of(step, gone)))
            .withMessageContaining("topology.shared[0].sparseMoe, which has 2");
      }
    }
  }

  private static Trial trial(SparseMoe block) {
    return Trial.of(
        Topology.builder("t")
            .inputs(numeric("x", 4).raw())
            .shared(block)
            .task(regression("y"))
            .build(),
        Lowering.AUTO);
  }

  private static FrozenModel frozen(Trial trial) {
    FittedFeatures none = new FittedFeatures(Map.of(), Map.of(), Map.of(), Map.of());
    return FrozenModel.of(trial.plan, none, trial.parameters());
  }

  private static double[] shares(float[] x, int row, float[] kernel) {
    double[] shares = new double[EXPERTS];
    for (int e = 0; e < EXPERTS; e++) {
      for (int i = 0; i < 4; i++) {
        shares[e] += x[row * 4 + i] * kernel[i * EXPERTS + e];
      }
      shares[e] = Math.exp(shares[e]);
    }
    double sum = Arrays.stream(shares).sum();
    return Arrays.stream(shares).map(share -> share / sum).toArray();
  }

  /** Experts that answer with their number plus 1, gates that differ, a tower that hands it on. */
  private static Map<String, float[]> numbered(Map<String, float[]> parameters) {
    Map<String, float[]> numbered = new LinkedHashMap<>();
    parameters.forEach(
        (name, value) -> {
          float[] entries = new float[value.length];
          int at = name.indexOf("/experts/");
          if (at >= 0 && name.endsWith("bias")) {
            entries[0] = 1 + Character.digit(name.charAt(at + "/experts/".length()), 10);
          } else if (name.endsWith("gate/kernel")) {
            for (int i = 0; i < entries.length; i++) {
              entries[i] = (float) Math.sin(3 * i + 1);
            }
          } else if (at < 0 && name.endsWith("kernel") && !name.contains("gate")) {
            Arrays.fill(entries, 1);
          }
          numbered.put(name, entries);
        });
    return numbered;
  }

  private float[] served(Trial trial, float[] x, float[] expected) {
    FrozenModel model =
        frozen(trial).without(Map.of(RoutingTally.steps(trial.plan).get(0), List.of(GONE)));
    Map<String, RawColumn> examples = Map.of("x", RawColumn.vectors(4, x));
    GoldenBatch golden = GoldenBatch.of(examples, Predictions.of(ROWS, Map.of("y", expected)));
    Path directory = SavedModels.export(model, folder.resolve("models"), 1, null, golden);
    try (ServedModel served = ServedModel.load(directory)) {
      return served.predict("serving_default", examples).values("y/value");
    }
  }
}
