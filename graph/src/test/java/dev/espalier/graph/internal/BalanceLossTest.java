package dev.espalier.graph.internal;

import static dev.espalier.dsl.Blocks.sparseMoe;
import static dev.espalier.dsl.Routing.importance;
import static dev.espalier.dsl.Routing.load;
import static dev.espalier.dsl.Routing.noisyTopK;
import static dev.espalier.dsl.Routing.sampled;
import static dev.espalier.dsl.Routing.switchLoss;
import static dev.espalier.dsl.Routing.switchRouter;
import static dev.espalier.dsl.Routing.threshold;
import static dev.espalier.dsl.Routing.topK;
import static dev.espalier.dsl.Routing.zLoss;
import static dev.espalier.graph.internal.Topologies.smooth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.BalanceLoss;
import dev.espalier.dsl.Router;
import dev.espalier.dsl.Router.Softmax;
import dev.espalier.dsl.SparseMoe;
import dev.espalier.dsl.TopKRouter;
import dev.espalier.graph.Lowering;
import dev.espalier.graph.internal.RouterLowering.Logits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What routers pay, at points where it is known, and the noise that they draw. */
class BalanceLossTest {

  @Test
  void theSwitchLossIsOneAtPerfectBalanceWhichIsNotItsLeast() {
    TopKRouter one = topK(1).softmax(Softmax.BEFORE);
    float[][] even = {{5, -2, 0}, {-2, 5, 0}, {0, -2, 5}, {5, 0, -2}, {0, 5, -2}, {-2, 0, 5}};
    assertThat(loss(switchLoss(1), one, logits(even), null)).isCloseTo(1, within(1e-6));
    assertThat(loss(switchLoss(.5f), one, logits(even), null)).isCloseTo(.5, within(1e-6));
    assertThat(loss(switchLoss(1), topK(3), logits(even), null)).isCloseTo(1, within(1e-6));
    // 60 % of the examples at (.51, .49), 40 % at (0, 1).
    float a = (float) Math.log(.51 / .49);
    float[][] uneven = {{a, 0}, {a, 0}, {a, 0}, {-99, 0}, {-99, 0}};
    double expected = 2 * (.6 * .6 * .51 + .4 * (.6 * .49 + .4));
    assertThat(expected).isCloseTo(.92, within(5e-3));
    assertThat(loss(switchLoss(1), one, logits(uneven), null)).isCloseTo(expected, within(1e-6));
    // All examples at one expert pay as much as there are experts.
    assertThat(loss(switchLoss(1), one, logits(new float[][] {{99, 0, 0}}), null))
        .isCloseTo(3, within(1e-6));
  }

  @Test
  void theSwitchLossIsOneForAsManyPicksAsAnExampleTakes() {
    // Six examples that take one expert of at most two: even shares of the picks that were made.
    float[][] even = {{5, -2, 0}, {-2, 5, 0}, {0, -2, 5}, {5, 0, -2}, {0, 5, -2}, {-2, 0, 5}};
    assertThat(loss(switchLoss(1), threshold(.5f, 2), logits(even), null))
        .isCloseTo(1, within(1e-6));
  }

  /** Logits log 3 and 0 give shares of 3/4 and 1/4; both draws went to the second expert. */
  @Test
  void theSwitchLossOfDrawsIsThatOfTheSharesTheyAreDrawnBy() {
    float[][] clean = {{(float) Math.log(3), 0}, {(float) Math.log(3), 0}};
    float[][] drawn = {{0, 7}, {1, 2}};
    assertThat(
            loss(switchLoss(1), sampled(1), logits(clean), new float[][][][] {logits(drawn), null}))
        .isCloseTo(2 * .25, within(1e-6));
  }

  @Test
  void importanceIsZeroWhereWeightsAreEqual() {
    float[][] turns = {{3, 1, -9}, {-9, 3, 1}, {1, -9, 3}};
    assertThat(loss(importance(1), topK(2), logits(turns), null)).isCloseTo(0, within(1e-6));
    // Of four examples the experts get weights of 3, 1 and 0: mean 4/3, variance 14/9.
    float[][] skewed = {{99, 0, -99}, {99, 0, -99}, {99, 0, -99}, {0, 99, -99}};
    assertThat(loss(importance(2), topK(2), logits(skewed), null))
        .isCloseTo(2 * (14. / 9) / (16. / 9), within(1e-6));
  }

  @Test
  void severalGatesAreBalancedTogether() {
    // Two examples, two gates: each gate uses one expert only, but together they use both alike.
    float[][][] apart = {{{9, -9}, {-9, 9}}, {{9, -9}, {-9, 9}}};
    TopKRouter one = topK(1).softmax(Softmax.BEFORE);
    assertThat(loss(importance(1), one, apart, null)).isCloseTo(0, within(1e-6));
    assertThat(loss(switchLoss(1), one, apart, null)).isCloseTo(1, within(1e-6));
  }

  @Test
  void theZLossIsThatOfTheLogits() {
    float[][] zeros = {{0, 0, 0, 0}, {0, 0, 0, 0}};
    double log = Math.log(4);
    assertThat(loss(zLoss(1), topK(2), logits(zeros), null)).isCloseTo(log * log, within(1e-6));
    float[][] large = {{1e4f, 0, 0, 0}, {-1e4f, -1e4f, -1e4f, -1e4f}};
    assertThat(loss(zLoss(1), topK(2), logits(large), null)).isCloseTo(1e8, within(1e5));
  }

  @Test
  void loadsAreProbabilitiesOfBeingPickedAgain() {
    Random random = new Random(5);
    int experts = 5;
    int k = 2;
    float[][] clean = new float[7][experts];
    float[][] noisy = new float[7][experts];
    float[][] deviation = new float[7][experts];
    double[] loads = new double[experts];
    for (int b = 0; b < clean.length; b++) {
      for (int e = 0; e < experts; e++) {
        clean[b][e] = (float) random.nextGaussian();
        deviation[b][e] = .1f + random.nextFloat();
        noisy[b][e] = clean[b][e] + deviation[b][e] * (float) random.nextGaussian();
      }
      for (int e = 0; e < experts; e++) {
        int own = e;
        float[] row = noisy[b];
        double limit =
            IntStream.range(0, experts)
                .filter(i -> i != own)
                .mapToDouble(i -> -row[i])
                .sorted()
                .map(v -> -v)
                .toArray()[k - 1];
        loads[e] += normal((clean[b][e] - limit) / deviation[b][e]);
      }
    }
    double mean = 0;
    double square = 0;
    for (double l : loads) {
      mean += l / experts;
      square += l * l / experts;
    }
    double expected = (square - mean * mean) / (mean * mean);
    assertThat(
            loss(
                load(1),
                noisyTopK(k),
                logits(clean),
                new float[][][][] {logits(noisy), logits(deviation)}))
        .isCloseTo(expected, within(1e-5));
  }

  @Test
  void noiseIsOfTrainingOnlyAndFollowsTheStep() {
    SparseMoe plain = sparseMoe(5, smooth(6));
    Map<String, float[]> kernel = new HashMap<>();
    try (Trial quiet = Trial.of(SparseTopologies.topology("t", plain), Lowering.AUTO);
        Trial noisy =
            Trial.of(SparseTopologies.topology("t", plain.router(noisyTopK(2))), Lowering.AUTO)) {
      // Both of the router's matrices start at zero.
      assertThat(noisy.parameters().get("shared1/sparseMoe/gate/kernel")).containsOnly(0f);
      assertThat(noisy.parameters().get("shared1/sparseMoe/gate/noise/kernel")).containsOnly(0f);
      kernel.putAll(quiet.parameters());
      noisy.assign(kernel, 3);
      Batch batch = quiet.batch();
      for (int t = 0; t < 2; t++) {
        assertThat(noisy.predictions(batch).get(t)).isEqualTo(quiet.predictions(batch).get(t));
      }
      float[] third = noisy.losses(batch);
      noisy.assign(kernel, 4);
      assertThat(noisy.losses(batch)).isNotEqualTo(third);
      noisy.assign(kernel, 3);
      assertThat(noisy.losses(batch)).isEqualTo(third);
    }
  }

  @Test
  void noiseGrowsOverTheWarmup() {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      for (long step : new long[] {0, 1, 9, 50}) {
        Phase phase = Phase.training(1, tf.constant(step));
        assertThat(value(session, phase.warmup(tf, 10)))
            .isCloseTo(Math.min(1, (step + 1) / 10.), within(1e-6));
        assertThat(value(session, phase.warmup(tf, 0))).isEqualTo(1);
      }
    }
  }

  @Test
  void withoutJitterTheSwitchRouterPicksTheBest() {
    SparseMoe plain = sparseMoe(5, smooth(6));
    TopKRouter best = topK(1).softmax(Softmax.BEFORE);
    try (Trial one = Trial.of(SparseTopologies.topology("t", plain.router(best)), Lowering.AUTO);
        Trial same =
            Trial.of(
                SparseTopologies.topology("t", plain.router(switchRouter().jitter(0))),
                Lowering.AUTO);
        Trial jittered =
            Trial.of(
                SparseTopologies.topology("t", plain.router(switchRouter().jitter(.5f))),
                Lowering.AUTO)) {
      same.assign(one.parameters(), 0);
      jittered.assign(one.parameters(), 0);
      Batch batch = one.batch();
      assertThat(same.losses(batch)).isEqualTo(one.losses(batch));
      assertThat(jittered.losses(batch)).isNotEqualTo(one.losses(batch));
      assertThat(jittered.predictions(batch).get(0)).isEqualTo(one.predictions(batch).get(0));
    }
  }

  /** Logits of one gate. */
  private static float[][][] logits(float[][] rows) {
    float[][][] all = new float[rows.length][][];
    for (int b = 0; b < rows.length; b++) {
      all[b] = new float[][] {rows[b]};
    }
    return all;
  }

  /**
   * A loss.
   *
   * @param noise noisy logits and deviations, both or the latter null for none
   */
  private static double loss(
      BalanceLoss loss, Router router, float[][][] clean, float[][][][] noise) {
    int experts = clean[0][0].length;
    int k = router.k();
    SparseMoe block = sparseMoe(experts, 4).router(router).losses(loss);
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> logits = tf.constant(clean);
      Operand<TFloat32> picking = noise == null ? logits : tf.constant(noise[0]);
      Operand<TFloat32> deviation =
          noise == null || noise[1] == null ? null : tf.constant(noise[1]);
      Phase phase = Phase.training(1, tf.constant(0L));
      Logits made = new Logits(logits, picking, deviation);
      Weighing weighs = new Weighing(tf, phase, router, made);
      Picks picks = weighs.narrowed(Picks.of(tf, phase, picking, k, Math.min(k + 1, experts)));
      Operand<TFloat32> spread = picks.spread(weighs.of(picks));
      List<Operand<TFloat32>> all = new BalanceLowering(tf).of(block, made, picks, spread, null);
      return value(session, all.get(0));
    }
  }

  private static double value(Session session, Operand<TFloat32> scalar) {
    try (var result = session.runner().fetch(scalar).run()) {
      return ((TFloat32) result.get(0)).getFloat();
    }
  }

  /** The normal distribution function, by Simpson's rule. */
  private static double normal(double x) {
    int n = 4000;
    double sum = 0;
    for (int i = 0; i <= n; i++) {
      double at = x * i / n;
      sum += Math.exp(-at * at / 2) * (i == 0 || i == n ? 1 : i % 2 == 1 ? 4 : 2);
    }
    return .5 + sum * x / n / 3 / Math.sqrt(2 * Math.PI);
  }
}
