package dev.espalier.graph.internal;

import static dev.espalier.dsl.Blocks.sparseMoe;
import static dev.espalier.dsl.Routing.threshold;
import static dev.espalier.dsl.Routing.topK;
import static dev.espalier.graph.internal.Topologies.smooth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Capacity;
import dev.espalier.dsl.Capacity.Overflow;
import dev.espalier.dsl.Router;
import dev.espalier.dsl.Router.Softmax;
import dev.espalier.dsl.SparseMoe;
import dev.espalier.dsl.SparseMoe.Dispatch;
import dev.espalier.dsl.SparseMoe.Gates;
import dev.espalier.graph.Lowering;
import dev.espalier.graph.internal.TrainingGraph.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Experts of which each example is computed by a few, against all of them and by hand. */
class SparseMoeTest {
  private static final int BATCH = 24;
  private static final int EXPERTS = 5;

  static Stream<Arguments> blocks() {
    return Stream.of(Lowering.BATCHED, Lowering.SEPARATE)
        .flatMap(
            lowering ->
                Stream.of(
                    Arguments.of(lowering, block(topK(2), Gates.ONE)),
                    Arguments.of(lowering, block(topK(3), Gates.PER_TASK)),
                    Arguments.of(lowering, block(topK(1).softmax(Softmax.BEFORE), Gates.ONE)),
                    Arguments.of(
                        lowering, block(topK(2).softmax(Softmax.BEFORE).hidden(4), Gates.PER_TASK)),
                    Arguments.of(lowering, block(topK(EXPERTS), Gates.ONE))));
  }

  private static SparseMoe block(Router router, Gates gates) {
    return sparseMoe(EXPERTS, smooth(6, 4)).router(router).gates(gates);
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void hardIsSoftWhereNothingIsDropped(Lowering lowering, SparseMoe block) {
    Capacity enough = Capacity.defaults().training(EXPERTS);
    try (Trial hard = trial(block.capacity(enough), lowering);
        Trial soft = trial(block.dispatch(Dispatch.SOFT), lowering)) {
      soft.assign(hard.parameters(), 0);
      Batch batch = Batch.random(hard.plan, BATCH, 3);
      List<float[]> one = hard.predictions(batch);
      List<float[]> other = soft.predictions(batch);
      for (int t = 0; t < one.size(); t++) {
        assertThat(one.get(t)).containsExactly(other.get(t), within(1e-6f));
      }
      assertThat(hard.losses(batch)).containsExactly(soft.losses(batch), within(1e-6f));
      for (int t = 0; t < one.size(); t++) {
        Map<String, float[]> a = gradients(hard, t, batch);
        Map<String, float[]> b = gradients(soft, t, batch);
        // Experts of few rows may be weights that are reached in one form only.
        assertThat(a.keySet()).isEqualTo(b.keySet());
        a.forEach(
            (name, value) ->
                assertThat(value).as(name).containsExactly(b.get(name), within(1e-5f)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Lowering.class)
  void logitsOfTenThousandStayFinite(Lowering lowering) {
    for (Softmax softmax : Softmax.values()) {
      try (Trial trial = trial(block(topK(2).softmax(softmax), Gates.ONE), lowering)) {
        Map<String, float[]> large = new HashMap<>();
        trial.parameters().forEach((name, value) -> large.put(name, value.clone()));
        float[] kernel = large.get("shared1/sparseMoe/gate/kernel");
        for (int i = 0; i < kernel.length; i++) {
          kernel[i] *= 3e4f / Math.abs(kernel[0]);
        }
        trial.assign(large, 0);
        Batch batch = Batch.random(trial.plan, BATCH, 3);
        gradients(trial, 0, batch).forEach((name, value) -> finite(name, value));
        trial.predictions(batch).forEach(value -> finite("prediction", value));
      }
    }
  }

  static Stream<Arguments> crowded() {
    return Stream.of(Overflow.values())
        .flatMap(
            overflow ->
                Stream.of(Gates.values())
                    .flatMap(
                        gates ->
                            Stream.of(picks(1), picks(2), picks(3), threshold(.15f, 3))
                                .flatMap(
                                    router ->
                                        Stream.of(.4f, .6f)
                                            .map(f -> Arguments.of(overflow, gates, router, f)))));
  }

  private static Router picks(int k) {
    return topK(k).softmax(Softmax.BEFORE);
  }

  /** What each example gets against the documented order, one example at a time. */
  @ParameterizedTest
  @MethodSource("crowded")
  void theDocumentedExamplesAreDropped(
      Overflow overflow, Gates gates, Router router, float factor) {
    for (int units : new int[] {3, 4}) { // The first passes through what no expert took.
      SparseMoe block =
          sparseMoe(EXPERTS, smooth(units))
              .router(router)
              .gates(gates)
              .capacity(Capacity.defaults().training(factor).least(1).overflow(overflow));
      try (Trial trial = trial(block, Lowering.AUTO)) {
        Batch batch = Batch.random(trial.plan, BATCH, 5);
        SparseReference reference = new SparseReference(block, trial.parameters(), batch.numbers());
        List<String> names = gates == Gates.ONE ? List.of("") : List.of("/buy", "/dwell");
        List<Operand<TFloat32>> body = trial.graph.objective().boundary().subList(0, names.size());
        List<float[]> found = trial.run(body, batch, Map.of());
        List<float[]> expected = reference.outputs(names);
        assertThat(reference.dropped()).as("choices without a place").isPositive();
        for (int t = 0; t < found.size(); t++) {
          assertThat(found.get(t)).containsExactly(expected.get(t), within(2e-6f));
        }
      }
    }
  }

  @Test
  void anExpertComputesAnExampleOnceForAllGates() {
    // Two gates with the same weights take the places of one.
    SparseMoe block =
        block(topK(2), Gates.PER_TASK).capacity(Capacity.defaults().training(.5f).least(1));
    try (Trial trial = trial(block, Lowering.AUTO)) {
      Map<String, float[]> same = new HashMap<>();
      same.put(
          "shared1/sparseMoe/dwell/gate/kernel",
          trial.parameters().get("shared1/sparseMoe/buy/gate/kernel"));
      trial.assign(same, 0);
      Batch batch = Batch.random(trial.plan, BATCH, 5);
      List<float[]> body = trial.run(trial.graph.objective().boundary(), batch, Map.of());
      assertThat(body.get(0)).isEqualTo(body.get(1));
    }
  }

  private static void finite(String name, float[] values) {
    for (float value : values) {
      assertThat(Float.isFinite(value)).as(name).isTrue();
    }
  }

  private static Map<String, float[]> gradients(Trial trial, int task, Batch batch) {
    return new Gradients(trial, trial.graph.objective().losses().get(task)).byParameter(batch);
  }

  private static Trial trial(SparseMoe block, Lowering lowering) {
    return new Trial(
        SparseTopologies.topology("t", block), new Settings(BATCH, true, true, 1, lowering));
  }
}
