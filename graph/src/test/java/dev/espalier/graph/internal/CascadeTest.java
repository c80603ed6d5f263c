package dev.espalier.graph.internal;

import static dev.espalier.dsl.Blocks.cascade;
import static dev.espalier.dsl.Blocks.dense;
import static dev.espalier.dsl.Blocks.exit;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.multiclass;
import static dev.espalier.dsl.Tasks.multilabel;
import static dev.espalier.dsl.Tasks.ordinal;
import static dev.espalier.dsl.Tasks.product;
import static dev.espalier.dsl.Tasks.regression;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Block;
import dev.espalier.dsl.Confidence;
import dev.espalier.dsl.Exit;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.Lowering;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** What exits add to the losses of the tasks, and who leaves at them in evaluation. */
class CascadeTest {
  private static final List<Task> TASKS =
      List.of(binary("click").tower(5).weight(3f), regression("dwell").tower(5));

  private static Topology topology(List<Task> tasks, Block... blocks) {
    return new Topology("t", List.of(numeric("x", 4)), List.of(blocks), tasks);
  }

  /** Where the body ends at the exit, its towers are the tasks' own: that tells their loss. */
  @Test
  void theLossOfATaskIsTheWeightedSumOverItsExits() {
    Topology deep = topology(TASKS, cascade(dense(6), exit(5).weight(0.25f), dense(4)));
    Topology shallow = topology(TASKS, dense(6));
    Topology last = topology(TASKS, dense(6), dense(4));
    try (Trial all = Trial.of(deep, Lowering.BATCHED);
        Trial first = Trial.of(shallow, Lowering.BATCHED);
        Trial whole = Trial.of(last, Lowering.BATCHED)) {
      Batch batch = all.batch();
      Map<String, float[]> atEnd = new HashMap<>();
      Map<String, float[]> atExit = new HashMap<>();
      all.parameters()
          .forEach(
              (name, value) -> {
                String plain = name.replaceFirst("cascade/body0/", "").replace("exit0/", "");
                if (name.contains("/exit0/") || name.contains("/body0/")) {
                  atExit.put(plain, value);
                }
                if (!name.contains("/exit0/")) {
                  atEnd.put(plain.replace("shared0/cascade/body2", "shared1"), value);
                }
              });
      assertThat(atExit).hasSameSizeAs(first.parameters());
      assertThat(atEnd).hasSameSizeAs(whole.parameters());
      first.assign(atExit, 0);
      whole.assign(atEnd, 0);

      float[] losses = all.losses(batch);
      float[] early = first.losses(batch);
      float[] late = whole.losses(batch);
      for (int t = 0; t < TASKS.size(); t++) {
        assertThat(early[t]).isGreaterThan(0.1f);
        assertThat(losses[t]).isCloseTo(late[t] + 0.25f * early[t], within(1e-5f));
      }
    }
  }

  /** Thresholds that split the batch; the confidence is measured on plain arrays. */
  @Test
  void anExampleTakesAllAnswersFromTheExitWhereItLeft() {
    List<Task> tasks =
        List.of(
            binary("click"),
            regression("dwell"),
            multiclass("kind", 3),
            binary("convert"),
            product("buy", "click", "convert"),
            multilabel("tags", 2),
            ordinal("stars", 3));
    Exit exit = exit(5).threshold(0f);
    Set<Integer> depths = new TreeSet<>();
    for (Task task : tasks) {
      if (Confidence.isDefined(task.target())) {
        for (float threshold : new float[] {0.45f, 0.55f, 0.65f}) {
          depths.addAll(
              leaving(
                  tasks, exit.threshold(task.name(), threshold), exit.threshold("click", 0.55f)));
        }
      }
    }
    assertThat(depths).containsExactly(0, 1, 2);
  }

  private static Set<Integer> leaving(List<Task> tasks, Exit... exits) {
    Topology topology = topology(tasks, cascade(dense(6), exits[0], dense(5), exits[1], dense(4)));
    Set<Integer> depths = new TreeSet<>();
    try (Trial trial = Trial.of(topology, Lowering.BATCHED)) {
      Batch batch = trial.batch();
      List<Operand<TFloat32>> fetches = new ArrayList<>();
      trial.graph.depths().forEach(fetches::addAll);
      List<float[]> each = trial.run(fetches, batch, Map.of());
      List<float[]> predictions = trial.predictions(batch);
      for (int row = 0; row < batch.size(); row++) {
        int depth = 0;
        while (depth < exits.length
            && !leaves(exits[depth], tasks, each.subList(depth * tasks.size(), each.size()), row)) {
          depth++;
        }
        depths.add(depth);
        for (int t = 0; t < tasks.size(); t++) {
          int width = tasks.get(t).target().width();
          assertThat(rows(predictions.get(t), row, width))
              .isEqualTo(rows(each.get(depth * tasks.size() + t), row, width));
        }
      }
    }
    return depths;
  }

  private static boolean leaves(Exit exit, List<Task> tasks, List<float[]> answers, int row) {
    for (int t = 0; t < tasks.size(); t++) {
      Task task = tasks.get(t);
      if (Confidence.isDefined(task.target())
          && !(Confidence.of(task.target(), answers.get(t), row) > exit.thresholdOf(task.name()))) {
        return false;
      }
    }
    return true;
  }

  private static float[] rows(float[] values, int row, int width) {
    return Arrays.copyOfRange(values, row * width, (row + 1) * width);
  }
}
