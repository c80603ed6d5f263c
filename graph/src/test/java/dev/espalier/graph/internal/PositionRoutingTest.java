package dev.espalier.graph.internal;

import static dev.espalier.dsl.Blocks.sparseMoe;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Features.sequence;
import static dev.espalier.dsl.Routing.importance;
import static dev.espalier.dsl.Routing.lsh;
import static dev.espalier.dsl.Routing.randomFixed;
import static dev.espalier.dsl.Routing.sampled;
import static dev.espalier.dsl.Routing.switchLoss;
import static dev.espalier.dsl.Routing.switchRouter;
import static dev.espalier.dsl.Routing.threshold;
import static dev.espalier.dsl.Routing.topK;
import static dev.espalier.dsl.Routing.tree;
import static dev.espalier.dsl.Routing.zLoss;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.regression;
import static dev.espalier.graph.internal.Topologies.smooth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Capacity;
import dev.espalier.dsl.Capacity.Overflow;
import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Pooling;
import dev.espalier.dsl.SparseMoe;
import dev.espalier.dsl.SparseMoe.Dispatch;
import dev.espalier.dsl.SparseMoe.Gates;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.Lowering;
import dev.espalier.graph.internal.TrainingGraph.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Positions that are routed each by itself, against examples that are these positions. */
class PositionRoutingTest {
  private static final int SIZE = 6;
  private static final int STEPS = 4;
  private static final int DEPTH = 3;

  /** Which steps count, example by example; none of the fourth. */
  private static final float[] MARKS = {
    1, 1, 1, 1, 0, 1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 1, 1, 1, 1
  };

  static Stream<SparseMoe> blocks() {
    Capacity tight = Capacity.defaults().training(.6f).least(1);
    SparseMoe fixed = sparseMoe(4, smooth(5, 2));
    SparseMoe four = fixed.losses(importance(.3f), switchLoss(.5f), zLoss(.1f));
    return Stream.of(
        four,
        four.dispatch(Dispatch.SOFT),
        four.gates(Gates.PER_TASK).dispatch(Dispatch.SOFT),
        four.capacity(tight),
        four.capacity(tight.overflow(Overflow.NEXT_BEST)),
        sparseMoe(4, smooth(DEPTH)).capacity(tight),
        four.gates(Gates.PER_TASK).capacity(tight.overflow(Overflow.NEXT_BEST)),
        four.router(switchRouter().hidden(smooth(3)).jitter(0)).capacity(tight),
        four.router(threshold(.26f, 3)).dispatch(Dispatch.SOFT),
        four.router(tree(2).k(2)),
        fixed.router(lsh(2)),
        fixed.router(randomFixed(2, 3)));
  }

  /**
   * What experts make of a position, who finds a place, and what the router pays: as if positions
   * that count were the examples of a batch, first to last.
   */
  @ParameterizedTest
  @MethodSource("blocks")
  void positionsAreExamples(SparseMoe block) {
    int rows = 0;
    for (float mark : MARKS) {
      rows += (int) mark;
    }
    float[] steps = normal(SIZE * STEPS * DEPTH);
    try (Trial each = each(block.perPosition("s", new Pooling.Sum()), SIZE);
        Trial flat = flat(block, rows)) {
      Map<String, float[]> experts = flat.parameters();
      experts.keySet().removeIf(name -> name.startsWith("tasks/"));
      each.assign(experts, 0);
      Batch positions = batch(each, steps, MARKS);
      Batch examples = with(Batch.random(flat.plan, rows, 3), counting(steps));
      List<float[]> found = body(each, positions);
      List<float[]> expected = body(flat, examples);
      assertThat(found).hasSize(expected.size());
      for (int gate = 0; gate < found.size(); gate++) {
        assertThat(found.get(gate))
            .containsExactly(besides(positions, sums(expected.get(gate))), within(3e-6f));
      }
      if (each.graph.objective().penalty() != null) {
        assertThat(penalty(each, positions)).isCloseTo(penalty(flat, examples), within(2e-6f));
      }
      float[] told = tally(each, positions);
      float[] same = tally(flat, examples);
      same[1] = told[1]; // Rows are laid out for positions that do not count, too.
      assertThat(told).containsExactly(same, within(1e-4f));
      float[] gates = gates(each, positions);
      float[] means = sums(gates(flat, examples));
      for (int i = 0; i < means.length; i++) {
        means[i] /= Math.max(1, count(i / (means.length / SIZE)));
      }
      assertThat(gates).containsExactly(means, within(1e-6f));
    }
  }

  /** In evaluation an expert is an example's where it is one of its positions'. */
  @Test
  void positionsOfAnExampleGoToExpertsOfTheirOwn() {
    SparseMoe block = sparseMoe(4, smooth(2)).router(randomFixed(1)).perPosition("s");
    try (Trial trial = each(block, SIZE)) {
      Batch batch = batch(trial, normal(SIZE * STEPS * DEPTH), MARKS);
      float[] gates = gates(trial, batch);
      float[] picks = trial.run(trial.graph.picks(), batch, Map.of()).get(0);
      for (int i = 0; i < gates.length; i++) {
        assertThat(picks[i]).isEqualTo(gates[i] > 0 ? 1f : 0f);
      }
      int several = 0;
      for (int b = 0; b < SIZE; b++) {
        float[] own = Arrays.copyOfRange(gates, b * 4, b * 4 + 4);
        for (float share : own) {
          float steps = share * count(b);
          assertThat(steps).isCloseTo(Math.round(steps), within(1e-5f));
          several += share > 0 && share < .99f ? 1 : 0;
        }
      }
      assertThat(several).isGreaterThan(4);
    }
  }

  /** What stands where nothing counts, and in which order the rest stands. */
  @Test
  void paddingAndOrderChangeNothing() {
    SparseMoe block =
        sparseMoe(4, smooth(DEPTH))
            .capacity(Capacity.defaults().training(4))
            .losses(importance(.3f), switchLoss(.5f), zLoss(.1f))
            .perPosition("s");
    float[] steps = normal(SIZE * STEPS * DEPTH);
    float[] turned = steps.clone();
    float[] marks = MARKS.clone();
    for (int i = 0; i < MARKS.length; i++) {
      int other = i / STEPS * STEPS + (i + 1) % STEPS;
      marks[other] = MARKS[i];
      for (int d = 0; d < DEPTH; d++) {
        turned[other * DEPTH + d] = MARKS[i] == 0 ? 77f : steps[i * DEPTH + d];
      }
    }
    try (Trial trial = each(block, SIZE)) {
      Batch one = batch(trial, steps, MARKS);
      Batch other = batch(trial, turned, marks);
      assertThat(body(trial, other).get(0)).containsExactly(body(trial, one).get(0), within(2e-6f));
      assertThat(penalty(trial, other)).isCloseTo(penalty(trial, one), within(1e-6f));
    }
  }

  static Stream<SparseMoe> dispatched() {
    SparseMoe four = sparseMoe(4, smooth(5, 2)).capacity(Capacity.defaults().training(4));
    return Stream.of(
        four.perPosition("s"),
        four.gates(Gates.PER_TASK).perPosition("s", new Pooling.Max()),
        four.router(sampled(2)).perPosition("s", new Pooling.Sum()),
        sparseMoe(4, smooth(DEPTH)).router(topK(4)).perPosition("s"));
  }

  @ParameterizedTest
  @MethodSource("dispatched")
  void hardIsSoftWhereNothingIsDropped(SparseMoe block) {
    try (Trial hard = each(block, SIZE);
        Trial soft = each(block.dispatch(Dispatch.SOFT), SIZE)) {
      soft.assign(hard.parameters(), 0);
      Batch batch = batch(hard, normal(SIZE * STEPS * DEPTH), MARKS);
      List<float[]> one = hard.predictions(batch);
      List<float[]> other = soft.predictions(batch);
      for (int t = 0; t < one.size(); t++) {
        assertThat(one.get(t)).containsExactly(other.get(t), within(1e-6f));
        Map<String, float[]> a = gradients(hard, t, batch);
        Map<String, float[]> b = gradients(soft, t, batch);
        assertThat(a.keySet()).isEqualTo(b.keySet());
        a.forEach(
            (name, value) ->
                assertThat(value).as(name).containsExactly(b.get(name), within(1e-5f)));
      }
    }
  }

  private static Map<String, float[]> gradients(Trial trial, int task, Batch batch) {
    return new Gradients(trial, trial.graph.objective().losses().get(task)).byParameter(batch);
  }

  private static Trial each(SparseMoe block, int size) {
    return trial(
        block, size, List.of(numeric("x"), sequence("s", STEPS, DEPTH).mask("m").unpooled()));
  }

  private static Trial flat(SparseMoe block, int size) {
    return trial(block, size, List.of(numeric("x", DEPTH)));
  }

  private static Trial trial(SparseMoe block, int size, List<Feature> inputs) {
    Topology topology =
        Topologies.of(
            "t",
            inputs,
            List.of(block),
            binary("buy").tower(smooth(3)),
            regression("dwell").tower(smooth(3)));
    return new Trial(topology, new Settings(size, true, true, 1, Lowering.BATCHED));
  }

  private static float[] normal(int count) {
    Random random = new Random(11);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  /** A number of each example, its steps, and which of them count. */
  private static Batch batch(Trial trial, float[] steps, float[] marks) {
    int width = 1 + STEPS * DEPTH + STEPS;
    float[] numbers = new float[SIZE * width];
    for (int b = 0; b < SIZE; b++) {
      numbers[b * width] = b;
      System.arraycopy(steps, b * STEPS * DEPTH, numbers, b * width + 1, STEPS * DEPTH);
      System.arraycopy(marks, b * STEPS, numbers, (b + 1) * width - STEPS, STEPS);
    }
    return with(Batch.random(trial.plan, SIZE, 3), numbers);
  }

  private static Batch with(Batch some, float[] numbers) {
    return new Batch(some.size(), numbers, some.ids(), some.labels(), some.weights());
  }

  /** The steps that count. */
  private static float[] counting(float[] steps) {
    List<Float> numbers = new ArrayList<>();
    for (int i = 0; i < steps.length; i++) {
      if (MARKS[i / DEPTH] == 1) {
        numbers.add(steps[i]);
      }
    }
    float[] all = new float[numbers.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = numbers.get(i);
    }
    return all;
  }

  /** Sums of rows over the steps of each example. */
  private static float[] sums(float[] rows) {
    int positions = counting(new float[SIZE * STEPS * DEPTH]).length / DEPTH;
    int width = rows.length / positions;
    float[] sums = new float[SIZE * width];
    int row = 0;
    for (int i = 0; i < MARKS.length; i++) {
      if (MARKS[i] == 1) {
        for (int w = 0; w < width; w++) {
          sums[i / STEPS * width + w] += rows[row * width + w];
        }
        row++;
      }
    }
    return sums;
  }

  private static int count(int example) {
    int count = 0;
    for (int i = 0; i < STEPS; i++) {
      count += (int) MARKS[example * STEPS + i];
    }
    return count;
  }

  /** These numbers beside the stream, which is one number wide. */
  private static float[] besides(Batch batch, float[] sums) {
    int width = sums.length / SIZE;
    float[] both = new float[SIZE * (1 + width)];
    for (int b = 0; b < SIZE; b++) {
      both[b * (1 + width)] = batch.numbers()[b * batch.numbers().length / SIZE];
      System.arraycopy(sums, b * width, both, b * (1 + width) + 1, width);
    }
    return both;
  }

  private static List<float[]> body(Trial trial, Batch batch) {
    return trial.run(
        List.copyOf(new LinkedHashSet<>(trial.graph.objective().boundary())), batch, Map.of());
  }

  private static float penalty(Trial trial, Batch batch) {
    return trial.run(List.of(trial.graph.objective().penalty()), batch, Map.of()).get(0)[0];
  }

  private static float[] tally(Trial trial, Batch batch) {
    return trial.run(List.of(trial.graph.tallies()), batch, Map.of()).get(0);
  }

  private static float[] gates(Trial trial, Batch batch) {
    return trial.run(List.copyOf(trial.graph.gates().values()), batch, Map.of()).get(0);
  }
}
