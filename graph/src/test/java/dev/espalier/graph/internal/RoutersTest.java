package dev.espalier.graph.internal;

import static dev.espalier.dsl.Blocks.sparseMoe;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Routing.byTask;
import static dev.espalier.dsl.Routing.lsh;
import static dev.espalier.dsl.Routing.noisyTopK;
import static dev.espalier.dsl.Routing.randomFixed;
import static dev.espalier.dsl.Routing.replicate;
import static dev.espalier.dsl.Routing.sampled;
import static dev.espalier.dsl.Routing.switchRouter;
import static dev.espalier.dsl.Routing.threshold;
import static dev.espalier.dsl.Routing.topK;
import static dev.espalier.dsl.Routing.tree;
import static dev.espalier.dsl.Routing.zLoss;
import static dev.espalier.dsl.Tasks.regression;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Activation;
import dev.espalier.dsl.Capacity;
import dev.espalier.dsl.Layers;
import dev.espalier.dsl.Router;
import dev.espalier.dsl.Router.Softmax;
import dev.espalier.dsl.SparseMoe;
import dev.espalier.dsl.SparseMoe.Gates;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.Lowering;
import dev.espalier.graph.internal.TrainingGraph.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Routers on four numbers of an example, whose experts answer with their own number. */
class RoutersTest {
  private static final int BATCH = 64;
  private static final int INPUTS = 4;
  private static final String PLACE = "shared0/sparseMoe";

  private static Trial trial(SparseMoe block) {
    Topology topology =
        Topology.builder("t")
            .inputs(numeric("x", INPUTS).raw())
            .shared(block)
            .task(regression("buy"))
            .task(regression("dwell"))
            .build();
    Trial trial = new Trial(topology, new Settings(BATCH, true, true, 1, Lowering.AUTO));
    Map<String, float[]> named = new HashMap<>();
    for (int e = 0; e < block.experts(); e++) {
      named.put(PLACE + "/experts/" + e + "/layer0/kernel", new float[INPUTS]);
      named.put(PLACE + "/experts/" + e + "/layer0/bias", new float[] {e});
    }
    trial.assign(named, 0);
    return trial;
  }

  private static SparseMoe block(int experts, Router router) {
    return sparseMoe(experts, Layers.of(1).activation(Activation.LINEAR))
        .router(router)
        .capacity(Capacity.defaults().training(experts));
  }

  /** Weights [batch, gates, experts] in evaluation. */
  private static float[] gates(Trial trial, Batch batch) {
    return trial.run(List.copyOf(trial.graph.gates().values()), batch, Map.of()).get(0);
  }

  /** The streams [batch] of the tasks in training, of all at once where they have one. */
  private static List<float[]> trained(Trial trial, Batch batch) {
    return trial.run(
        List.copyOf(new LinkedHashSet<>(trial.graph.objective().boundary())), batch, Map.of());
  }

  static Stream<Router> fixed() {
    return Stream.of(lsh(2, 3), randomFixed(3), randomFixed(2, 3), replicate(2));
  }

  @ParameterizedTest
  @MethodSource("fixed")
  void learnNothingAndStayInTrainingAndEvaluation(Router router) {
    SparseMoe block = block(4, router).gates(Gates.PER_TASK);
    try (Trial first = trial(block);
        Trial second = trial(block)) {
      assertThat(first.parameters().keySet()).noneMatch(name -> name.contains("gate"));
      Batch batch = Batch.random(first.plan, BATCH, 3);
      float[] gates = gates(first, batch);
      assertThat(gates(second, batch)).as("a model made again").isEqualTo(gates);
      List<float[]> trained = trained(first, batch);
      for (int b = 0; b < BATCH; b++) {
        for (int g = 0; g < 2; g++) {
          float number = 0;
          float sum = 0;
          for (int e = 0; e < 4; e++) {
            number += e * gates[(b * 2 + g) * 4 + e];
            sum += gates[(b * 2 + g) * 4 + e];
          }
          assertThat(sum).isEqualTo(1f);
          assertThat(trained.get(g)[b]).isCloseTo(number, within(1e-6f));
        }
      }
    }
  }

  @Test
  void tasksHaveTheirOwnExperts() {
    try (Trial trial = trial(block(2, byTask()).gates(Gates.PER_TASK))) {
      List<float[]> trained = trained(trial, Batch.random(trial.plan, BATCH, 3));
      assertThat(trained.get(0)).containsOnly(0f);
      assertThat(trained.get(1)).containsOnly(1f);
    }
  }

  /** Of eight experts chance would give one pair in eight the same. */
  @Test
  void hashingKeepsNearNeighboursTogether() {
    try (Trial trial = trial(block(8, lsh(3)))) {
      Batch batch = Batch.random(trial.plan, BATCH, 3);
      float[] near = batch.numbers().clone();
      float[] rotated = new float[near.length];
      for (int i = 0; i < near.length; i++) {
        near[i] += i % 2 == 0 ? .03f : -.03f;
        rotated[i] = batch.numbers()[(i + 7 * INPUTS) % near.length];
      }
      float[] own = gates(trial, batch);
      assertThat(same(own, gates(trial, with(batch, near)))).isGreaterThan(.85);
      assertThat(same(own, gates(trial, with(batch, rotated)))).isBetween(.0, .3);
      for (int e = 0; e < 8; e++) {
        int expert = e;
        long examples = Stream.iterate(e, i -> i + 8).limit(BATCH).filter(i -> own[i] == 1).count();
        assertThat(examples).as("expert %d", expert).isPositive();
      }
    }
  }

  private static Batch with(Batch batch, float[] numbers) {
    return new Batch(batch.size(), numbers, batch.ids(), batch.labels(), batch.weights());
  }

  private static double same(float[] one, float[] other) {
    double same = 0;
    for (int i = 0; i < one.length; i++) {
      same += one[i] * other[i];
    }
    return same / BATCH;
  }

  @Test
  void leavesAreProductsOfSides() {
    try (Trial trial = trial(block(4, tree(2).k(4)))) {
      Batch batch = Batch.random(trial.plan, BATCH, 3);
      float[] gates = gates(trial, batch);
      float[] kernel = trial.parameters().get(PLACE + "/gate/kernel");
      for (int b = 0; b < BATCH; b++) {
        double[] right = new double[3];
        for (int node = 0; node < 3; node++) {
          for (int i = 0; i < INPUTS; i++) {
            right[node] += batch.numbers()[b * INPUTS + i] * kernel[i * 3 + node];
          }
          right[node] = 1 / (1 + Math.exp(-right[node]));
        }
        double[] expected = {
          (1 - right[0]) * (1 - right[1]),
          (1 - right[0]) * right[1],
          right[0] * (1 - right[2]),
          right[0] * right[2]
        };
        for (int e = 0; e < 4; e++) {
          assertThat((double) gates[b * 4 + e]).isCloseTo(expected[e], within(1e-6));
        }
      }
    }
  }

  @Test
  void sharesDecideHowManyExpertsComputeAnExample() {
    try (Trial all = trial(block(4, topK(4).softmax(Softmax.BEFORE)));
        Trial some = trial(block(4, threshold(.3f, 2)))) {
      some.assign(Map.of(PLACE + "/gate/kernel", all.parameters().get(PLACE + "/gate/kernel")), 0);
      Batch batch = Batch.random(all.plan, BATCH, 3);
      float[] shares = gates(all, batch);
      float[] gates = gates(some, batch);
      int[] counts = new int[3];
      for (int b = 0; b < BATCH; b++) {
        float best = 0;
        int above = 0;
        int taken = 0;
        for (int i = b * 4; i < b * 4 + 4; i++) {
          best = Math.max(best, shares[i]);
          above += shares[i] > .3f ? 1 : 0;
          taken += gates[i] > 0 ? 1 : 0;
          assertThat(gates[i]).isIn(0f, shares[i]);
        }
        assertThat(taken).isEqualTo(Math.max(1, Math.min(2, above)));
        counts[taken]++;
        assertThat(List.of(gates[b * 4], gates[b * 4 + 1], gates[b * 4 + 2], gates[b * 4 + 3]))
            .contains(best);
      }
      assertThat(counts[1]).isPositive();
      assertThat(counts[2]).isPositive();
    }
  }

  static Stream<Router> noisy() {
    return Stream.of(noisyTopK(2), switchRouter().jitter(.5f), sampled(2), sampled(2).hidden(3));
  }

  /** Evaluation weighs the experts as serving does. */
  @ParameterizedTest
  @MethodSource("noisy")
  void afterFreezingTrainingPicksAsServingDoes(Router router) {
    try (Trial trial = trial(block(4, router).freezeAfter(5))) {
      Batch batch = Batch.random(trial.plan, BATCH, 3);
      Map<String, float[]> named = new HashMap<>(trial.parameters());
      named.replaceAll((name, values) -> name.contains("gate") ? spread(values.length) : values);
      trial.assign(named, 5);
      float[] gates = gates(trial, batch);
      float[] served = new float[BATCH];
      for (int i = 0; i < gates.length; i++) {
        served[i / 4] += i % 4 * gates[i];
      }
      assertThat(trained(trial, batch).get(0)).containsExactly(served, within(1e-6f));
      trial.assign(named, 4);
      assertThat(trained(trial, batch).get(0)).as("one step before").isNotEqualTo(served);
    }
  }

  private static float[] spread(int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) Math.sin(1 + 3 * i);
    }
    return values;
  }

  @Test
  void afterFreezingNoLossReachesTheRouterAndAllReachesWhatItReads() {
    SparseMoe block = sparseMoe(4, 5).router(topK(2).hidden(3)).losses(zLoss(1f));
    try (Trial learning = Trial.of(SparseTopologies.topology("t", block), Lowering.AUTO);
        Trial freezing =
            Trial.of(SparseTopologies.topology("t", block.freezeAfter(5)), Lowering.AUTO)) {
      Batch batch = learning.batch();
      for (long step : new long[] {4, 5}) {
        learning.assign(learning.parameters(), step);
        freezing.assign(learning.parameters(), step);
        Map<String, float[]> free = sums(learning, batch);
        Map<String, float[]> held = sums(freezing, batch);
        assertThat(held.keySet()).isEqualTo(free.keySet());
        free.forEach(
            (name, values) -> {
              float[] expected =
                  step == 5 && name.contains("/gate/") ? new float[values.length] : values;
              if (!name.contains("/experts/")) {
                assertThat(values).as(name).isNotEqualTo(new float[values.length]);
              }
              assertThat(held.get(name)).as(name).containsExactly(expected, within(1e-7f));
            });
      }
    }
  }

  private static Map<String, float[]> sums(Trial trial, Batch batch) {
    Objective objective = trial.graph.objective();
    List<Operand<TFloat32>> all = new ArrayList<>(objective.losses());
    all.add(Objects.requireNonNull(objective.penalty()));
    return new Gradients(trial, objective.tf().math.addN(all)).byParameter(batch);
  }

  /** With logits 0, log 2, log 3 … of expert e the shares are e + 1 over their sum. */
  @Test
  void drawsAreByTheSoftmaxAndFreshInEachStep() {
    try (Trial trial = trial(block(4, sampled(1)))) {
      float[] kernel = new float[INPUTS * 4];
      for (int e = 0; e < 4; e++) {
        kernel[e] = (float) Math.log(e + 1);
      }
      Batch drawn = Batch.random(trial.plan, BATCH, 3);
      float[] ones = new float[drawn.numbers().length];
      for (int b = 0; b < BATCH; b++) {
        ones[b * INPUTS] = 1;
      }
      Batch batch = with(drawn, ones);
      int steps = 60;
      double[] counts = new double[4];
      for (int step = 0; step < steps; step++) {
        trial.assign(Map.of(PLACE + "/gate/kernel", kernel), step);
        for (float number : trained(trial, batch).get(0)) {
          counts[(int) number]++;
        }
      }
      for (int e = 0; e < 4; e++) {
        double share = (e + 1) / 10.0;
        double error = Math.sqrt(share * (1 - share) / (BATCH * steps));
        assertThat(counts[e] / (BATCH * steps)).isCloseTo(share, within(4 * error));
      }
      assertThat(gates(trial, batch)).as("no draw in evaluation").startsWith(0, 0, 0, 1);
    }
  }

  /** Where all shares are even, values and gradients are those of the shares themselves. */
  @Test
  void drawsLearnByTheGradientOfTheirShares() {
    try (Trial drawn = trial(block(4, sampled(4)));
        Trial shares = trial(block(4, topK(4).softmax(Softmax.BEFORE)))) {
      Map<String, float[]> even = new HashMap<>(shares.parameters());
      even.put(PLACE + "/gate/kernel", new float[INPUTS * 4]);
      drawn.assign(even, 0);
      shares.assign(even, 0);
      Batch batch = Batch.random(drawn.plan, BATCH, 3);
      float[] one = gradient(drawn, batch);
      assertThat(one).isNotEqualTo(new float[one.length]);
      assertThat(one).containsExactly(gradient(shares, batch), within(1e-6f));
    }
  }

  private static float[] gradient(Trial trial, Batch batch) {
    return new Gradients(trial, trial.graph.objective().losses().get(0))
        .byParameter(batch)
        .get(PLACE + "/gate/kernel");
  }
}
