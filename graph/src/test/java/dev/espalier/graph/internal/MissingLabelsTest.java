package dev.espalier.graph.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.dsl.Topology;
import dev.espalier.graph.Lowering;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Five tasks of three kinds in one batch, some of whose labels are missing. */
class MissingLabelsTest {
  private static final Topology TASKS =
      Topologies.all().stream().filter(t -> t.name().equals("tasks")).findFirst().orElseThrow();

  @Test
  void labelsThatAreMissingChangeNothing() {
    try (Trial trial = Trial.of(TASKS, Lowering.BATCHED)) {
      List<Gradients> by = gradients(trial);
      Batch batch = trial.batch();
      float[] others = batch.labels().clone();
      for (int i = 0; i < others.length; i++) {
        others[i] = batch.weights()[i] == 0 ? 1 - others[i] : others[i];
      }
      assertThat(others).isNotEqualTo(batch.labels());
      assertSame(
          everything(trial, by, batch.with(others, batch.weights())), everything(trial, by, batch));
    }
  }

  @Test
  void anExampleWithoutAnyLabelChangesNothing() {
    try (Trial trial = Trial.of(TASKS, Lowering.BATCHED)) {
      List<Gradients> by = gradients(trial);
      Batch batch = trial.batch();
      float[] weights = batch.weights().clone();
      for (int t = 0; t < TASKS.tasks().size(); t++) {
        weights[t * batch.size()] = 0;
      }
      Batch without = batch.with(batch.labels(), weights);
      float[] numbers = batch.numbers().clone();
      Arrays.fill(numbers, 0, 4, 17);
      Batch moved = new Batch(batch.size(), numbers, batch.ids(), batch.labels(), weights);
      assertSame(everything(trial, by, moved), everything(trial, by, without));
    }
  }

  @Test
  void aTaskWithoutLabelsHasNoLossAndNoGradient() {
    try (Trial trial = Trial.of(TASKS, Lowering.BATCHED)) {
      Batch batch = trial.batch();
      for (int t = 0; t < TASKS.tasks().size(); t++) {
        float[] weights = batch.weights().clone();
        Arrays.fill(weights, t * batch.size(), (t + 1) * batch.size(), 0);
        Batch without = batch.with(batch.labels(), weights);
        float[] expected = trial.losses(batch);
        expected[t] = 0;
        assertThat(trial.losses(without)).isEqualTo(expected);
        new Gradients(trial, trial.graph.objective().losses().get(t))
            .byParameter(without)
            .forEach((name, value) -> assertThat(signless(value)).as(name).containsOnly(0f));
      }
    }
  }

  private static List<Gradients> gradients(Trial trial) {
    return trial.graph.objective().losses().stream().map(l -> new Gradients(trial, l)).toList();
  }

  private static List<float[]> everything(Trial trial, List<Gradients> gradients, Batch batch) {
    List<float[]> all = new ArrayList<>(List.of(trial.losses(batch)));
    for (Gradients each : gradients) {
      all.addAll(each.byLeaf(batch, Map.of()));
    }
    return all;
  }

  /** Bit by bit, but for the sign of zero. */
  private static void assertSame(List<float[]> found, List<float[]> expected) {
    for (int i = 0; i < found.size(); i++) {
      assertThat(signless(found.get(i))).isEqualTo(signless(expected.get(i)));
    }
  }

  private static float[] signless(float[] values) {
    float[] signless = values.clone();
    for (int i = 0; i < values.length; i++) {
      signless[i] += 0f; // -0 + 0 is 0
    }
    return signless;
  }
}
