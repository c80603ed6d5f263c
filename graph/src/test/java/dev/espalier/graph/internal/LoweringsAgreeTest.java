package dev.espalier.graph.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Topology;
import dev.espalier.graph.Lowering;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.op.Op;

/** Networks side by side in one product or one by one: the same model, up to rounding. */
class LoweringsAgreeTest {
  /** Sums of some ten products near 1, in another order. */
  private static final float ROUNDING = 3e-6f;

  /** All but dropout, whose masks are drawn per layer in one case and per network in the other. */
  static Stream<Arguments> all() {
    return Topologies.all().stream()
        .filter(topology -> !topology.name().equals("dropout"))
        .map(topology -> Arguments.of(topology.name(), topology));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void inStartPredictionsLossesGradientsAndUpdates(String name, Topology topology) {
    try (Trial batched = Trial.of(topology, Lowering.BATCHED);
        Trial separate = Trial.of(topology, Lowering.SEPARATE)) {
      Batch batch = batched.batch();
      same(batched.parameters(), separate.parameters(), 0);
      same(batched.predictions(batch), separate.predictions(batch), ROUNDING);
      assertThat(batched.losses(batch)).containsExactly(separate.losses(batch), within(ROUNDING));
      for (int t = 0; t < topology.tasksWithLoss().size(); t++) {
        same(gradients(batched, t, batch), gradients(separate, t, batch), ROUNDING);
      }
      if (!batched.graph.objective().updates().isEmpty()) {
        update(batched, batch);
        update(separate, batch);
        same(batched.parameters(), separate.parameters(), ROUNDING);
      }
    }
  }

  private static Map<String, float[]> gradients(Trial trial, int task, Batch batch) {
    return new Gradients(trial, trial.graph.objective().losses().get(task)).byParameter(batch);
  }

  /** Moves the averages of batch normalisation. */
  static void update(Trial trial, Batch batch) {
    List<Op> updates =
        trial.graph.objective().updates().stream()
            .map(update -> update.apply(trial.graph.tf()))
            .toList();
    trial.target(batch, updates);
  }

  private static void same(List<float[]> a, List<float[]> b, float tolerance) {
    for (int i = 0; i < a.size(); i++) {
      assertThat(a.get(i)).containsExactly(b.get(i), within(tolerance));
    }
  }

  private static void same(Map<String, float[]> a, Map<String, float[]> b, float tolerance) {
    a.forEach(
        (key, value) -> {
          float[] other = b.get(key);
          if (other == null) {
            // One variable holds all gates: those of other tasks have a gradient, and it is zero.
            assertThat(Gradients.areZero(value)).as(key).isTrue();
          } else {
            assertThat(value).as(key).containsExactly(other, within(tolerance));
          }
        });
    assertThat(a.keySet()).containsAll(b.keySet());
  }
}
