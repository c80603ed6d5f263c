package dev.espalier.graph.internal;

import static dev.espalier.dsl.Blocks.sparseMoe;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Routing.importance;
import static dev.espalier.dsl.Routing.noisyTopK;
import static dev.espalier.dsl.Routing.sampled;
import static dev.espalier.dsl.Routing.threshold;
import static dev.espalier.dsl.Routing.topK;
import static dev.espalier.dsl.Routing.tree;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.regression;
import static dev.espalier.graph.internal.Topologies.smooth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Activation;
import dev.espalier.dsl.Layers;
import dev.espalier.dsl.Normalization;
import dev.espalier.dsl.Router.Softmax;
import dev.espalier.dsl.SparseMoe;
import dev.espalier.dsl.SparseMoe.Dispatch;
import dev.espalier.graph.Lowering;
import dev.espalier.graph.internal.TrainingGraph.Settings;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Experts that are picked for two tasks, whatever the example. */
class TaskRoutingTest {
  private static final int BATCH = 12;
  private static final String PLACE = "shared0/sparseMoe";

  static Stream<SparseMoe> blocks() {
    Layers layers = smooth(6, 4).normalization(Normalization.LAYER);
    return Stream.of(
        sparseMoe(5, layers),
        sparseMoe(7, smooth(6, 4)).router(topK(3).softmax(Softmax.BEFORE)),
        sparseMoe(5, layers).router(noisyTopK(2)).losses(importance(.1f)),
        sparseMoe(5, smooth(4)).router(sampled(2)),
        sparseMoe(5, smooth(4)).router(threshold(.22f, 2)),
        sparseMoe(8, smooth(4)).router(tree(3).k(2)),
        sparseMoe(3, smooth(4)).router(topK(2)));
  }

  /** Of few experts only the picked are computed, in training and in evaluation. */
  @ParameterizedTest
  @MethodSource("blocks")
  void hardIsSoft(SparseMoe block) {
    try (Trial hard = trial(block.perTask());
        Trial soft = trial(block.perTask().dispatch(Dispatch.SOFT))) {
      soft.assign(hard.parameters(), 0);
      Batch batch = Batch.random(hard.plan, BATCH, 3);
      for (int t = 0; t < 2; t++) {
        assertThat(hard.predictions(batch).get(t))
            .containsExactly(soft.predictions(batch).get(t), within(1e-6f));
        Map<String, float[]> one = gradients(hard, t, batch);
        Map<String, float[]> other = gradients(soft, t, batch);
        assertThat(one.keySet()).isEqualTo(other.keySet());
        one.forEach(
            (name, value) ->
                assertThat(value).as(name).containsExactly(other.get(name), within(1e-5f)));
      }
    }
  }

  /** Each expert answers with its number: noise is one draw for a task and step. */
  @Test
  void allExamplesOfATaskGoToTheSameExperts() {
    SparseMoe block =
        sparseMoe(7, Layers.of(1).activation(Activation.LINEAR)).router(sampled(1)).perTask();
    try (Trial trial = trial(block)) {
      Map<String, float[]> named = new HashMap<>();
      for (int e = 0; e < 7; e++) {
        named.put(PLACE + "/experts/" + e + "/layer0/kernel", new float[4]);
        named.put(PLACE + "/experts/" + e + "/layer0/bias", new float[] {e});
      }
      Set<Float> picked = new HashSet<>();
      boolean apart = false;
      for (int step = 0; step < 12; step++) {
        trial.assign(named, step);
        List<float[]> body =
            trial.run(
                List.copyOf(new LinkedHashSet<>(trial.graph.objective().boundary())),
                Batch.random(trial.plan, BATCH, step),
                Map.of());
        for (float[] task : body) {
          assertThat(task).hasSize(BATCH).containsOnly(task[0]);
          picked.add(task[0]);
        }
        apart |= body.get(0)[0] != body.get(1)[0];
      }
      assertThat(picked).hasSizeGreaterThan(3);
      assertThat(apart).isTrue();
    }
  }

  @Test
  void gatesAreWhatTheirNumbersSay() {
    try (Trial trial = trial(sparseMoe(5, smooth(3)).perTask())) {
      Map<String, float[]> numbers = new HashMap<>();
      numbers.put(PLACE + "/buy/gate/kernel", new float[] {0, 1, -1, 2, .5f});
      numbers.put(PLACE + "/dwell/gate/kernel", new float[] {3, 0, 0, 0, 3});
      trial.assign(numbers, 0);
      Batch batch = Batch.random(trial.plan, BATCH, 3);
      float[] gates = trial.run(List.copyOf(trial.graph.gates().values()), batch, Map.of()).get(0);
      float[] picks = trial.run(trial.graph.picks(), batch, Map.of()).get(0);
      assertThat(picks).hasSize(gates.length);
      RoutingTally at = new RoutingTally(2, 5);
      float[] told = trial.run(List.of(trial.graph.tallies()), batch, Map.of()).get(0);
      assertThat(told[at.examples()]).as("a step").isEqualTo(1);
      assertThat(told[at.rows()]).as("experts that are computed").isEqualTo(4);
      assertThat(told[at.asked(1)]).isEqualTo(2);
      assertThat(told[at.kept(0, 3)]).isEqualTo(1);
      assertThat(told[at.kept(0, 4)]).isZero();
      assertThat(told[at.computed(4)]).isEqualTo(1);
      assertThat(told[at.computed(2)]).isZero();
      float share = (float) (1 / (1 + Math.E));
      for (int b = 0; b < BATCH; b++) {
        float[] own = Arrays.copyOfRange(gates, b * 10, b * 10 + 10);
        for (int e = 0; e < 10; e++) {
          assertThat(picks[b * 10 + e]).isEqualTo(own[e] > 0 ? 1f : 0f);
        }
        assertThat(own)
            .containsExactly(
                new float[] {0, share, 0, 1 - share, 0, .5f, 0, 0, 0, .5f}, within(1e-6f));
      }
    }
  }

  private static Map<String, float[]> gradients(Trial trial, int task, Batch batch) {
    return new Gradients(trial, trial.graph.objective().losses().get(task)).byParameter(batch);
  }

  private static Trial trial(SparseMoe block) {
    return new Trial(
        Topologies.of(
            "t",
            List.of(numeric("x", 4)),
            List.of(block),
            binary("buy").tower(smooth(3)),
            regression("dwell").tower(smooth(3))),
        new Settings(BATCH, true, true, 1, Lowering.BATCHED));
  }
}
