package dev.espalier.graph.internal;

import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.regression;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Layers;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.Lowering;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a small tower adds to its task, and to nothing else. */
class SelfAuxiliaryTest {
  private static final Task CLICK = binary("click").tower(5).weight(3f);
  private static final Task DWELL = regression("dwell").tower(5);

  private static Topology topology(Task... tasks) {
    return new Topology(
        "t", List.of(numeric("x", 4)), List.of(experts(3, 4), mmoe()), List.of(tasks));
  }

  /** The small tower has the shape of a main one elsewhere, which tells what its loss must be. */
  @Test
  void addsGammaTimesItsLossTimesTheTasksWeight() {
    Topology with = topology(CLICK.selfAuxiliary(0.25f, Layers.of(2)), DWELL);
    Topology alone = topology(CLICK.tower(2), DWELL);
    Topology without = topology(CLICK, DWELL);
    try (Trial all = Trial.of(with, Lowering.BATCHED);
        Trial small = Trial.of(alone, Lowering.BATCHED);
        Trial main = Trial.of(without, Lowering.BATCHED)) {
      Batch batch = all.batch();
      Map<String, float[]> values = new HashMap<>(all.parameters());
      main.assign(only(values, main), 0);
      values
          .keySet()
          .removeIf(name -> name.startsWith("tasks/click/") && !name.contains("auxiliary"));
      Map<String, float[]> moved = new HashMap<>();
      values.forEach((name, value) -> moved.put(name.replace("auxiliary/", ""), value));
      small.assign(only(moved, small), 0);

      float[] losses = all.losses(batch);
      float[] mains = main.losses(batch);
      float[] smalls = small.losses(batch);
      assertThat(losses).hasSize(2);
      assertThat(losses[0]).isCloseTo(mains[0] + 0.25f * smalls[0], within(1e-5f));
      assertThat(smalls[0]).isGreaterThan(0.1f);
      assertThat(losses[1]).isEqualTo(mains[1]);
      for (int t = 0; t < 2; t++) {
        assertThat(all.predictions(batch).get(t)).isEqualTo(main.predictions(batch).get(t));
      }
    }
  }

  private static Map<String, float[]> only(Map<String, float[]> values, Trial of) {
    Map<String, float[]> known = new HashMap<>(values);
    known.keySet().retainAll(of.parameters().keySet());
    assertThat(known).hasSameSizeAs(of.parameters());
    return known;
  }

  @Test
  void learnsNothingWhereLabelsAreMissing() {
    Topology topology = topology(CLICK.selfAuxiliary(2), DWELL);
    try (Trial trial = Trial.of(topology, Lowering.BATCHED)) {
      Batch batch = trial.batch();
      float[] weights = batch.weights().clone();
      Arrays.fill(weights, 0, batch.size(), 0f);
      assertThat(trial.losses(batch.with(batch.labels(), weights))[0]).isZero();
    }
  }
}
