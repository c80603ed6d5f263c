package dev.espalier.graph.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.Lowering;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks of all kinds in one batch, some of whose labels are missing. */
class MissingLabelsTest {
  private static final Topology TASKS = topology("tasks");

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

  /**
   * Measured one labelled example at a time, each loss is the mean of these (PLE, equation 9); of
   * several labels it is the mean of their means. Whole columns are without a label in turn.
   */
  @ParameterizedTest
  @ValueSource(strings = {"tasks", "targets", "losses", "product", "positions"})
  void aLossIsTheMeanOverItsOwnLabelledExamples(String name) {
    Topology topology = topology(name);
    try (Trial trial = Trial.of(topology, Lowering.BATCHED)) {
      Batch batch = trial.batch();
      int size = batch.size();
      double[] single = new double[batch.labels().length];
      float[] some = new float[single.length];
      for (int at = 0; at < single.length; at++) {
        float[] alone = new float[single.length];
        alone[at] = 1;
        for (float loss : trial.losses(batch.with(batch.labels(), alone))) {
          single[at] += loss;
        }
        some[at] = at % 3 == 0 ? 0 : 1;
      }
      assertMeans(trial, batch, single, some);
      for (int absent = 0; absent < single.length / size; absent++) {
        float[] fewer = some.clone();
        Arrays.fill(fewer, absent * size, (absent + 1) * size, 0);
        assertMeans(trial, batch, single, fewer);
      }
    }
  }

  private static void assertMeans(Trial trial, Batch batch, double[] single, float[] some) {
    Topology topology = trial.plan.topology();
    int size = batch.size();
    float[] losses = trial.losses(batch.with(batch.labels(), some));
    int column = 0;
    int place = 0;
    for (Task task : topology.tasks()) {
      double expected = 0;
      int columns = 0;
      for (int c = 0; c < task.labels().size(); c++, column++) {
        double sum = 0;
        int labelled = 0;
        for (int at = column * size; at < (column + 1) * size; at++) {
          sum += some[at] * single[at];
          labelled += (int) some[at];
        }
        expected += labelled == 0 ? 0 : sum / labelled;
        columns += labelled == 0 ? 0 : 1;
      }
      expected /= Math.max(1, columns);
      if (topology.tasksWithLoss().contains(task)) {
        assertThat((double) losses[place++])
            .as(task.name())
            .isCloseTo(expected, within(3e-6 * (1 + expected)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tasks", "targets", "losses", "product", "pairwise"})
  void whatIsMissingMayBeAnything(String name) {
    try (Trial trial = Trial.of(topology(name), Lowering.BATCHED)) {
      List<Gradients> by = gradients(trial);
      Batch batch = trial.batch();
      float[] others = batch.labels().clone();
      for (int i = 0; i < others.length; i++) {
        others[i] = batch.weights()[i] > 0 ? others[i] : others[i] == 0 ? 1 : 0;
      }
      assertThat(others).isNotEqualTo(batch.labels());
      assertSame(
          everything(trial, by, batch.with(others, batch.weights())), everything(trial, by, batch));
    }
  }

  private static Topology topology(String name) {
    return Topologies.all().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
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
