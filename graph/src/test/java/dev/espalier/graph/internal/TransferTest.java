package dev.espalier.graph.internal;

import static dev.espalier.dsl.Blocks.aitm;
import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.regression;
import static dev.espalier.graph.internal.Topologies.smooth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Aitm;
import dev.espalier.dsl.Block;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.Owner;
import dev.espalier.dsl.plan.Parameter;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.graph.Lowering;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Adaptive information transfer along a chain of tasks. */
class TransferTest {
  private static final int WIDTH = 4;
  private static final Task CLICK = binary("click");
  private static final Task CART = binary("cart");
  private static final Task BUY = binary("buy");
  private static final Task DWELL = regression("dwell").tower(3);
  private static final Task SHARE = binary("share").tower(3);
  private static final List<Task> TASKS = List.of(CLICK, CART, BUY, DWELL, SHARE);

  private static Topology topology(List<Task> tasks, Block... after) {
    List<Block> blocks = new ArrayList<>(List.of(experts(2, smooth(WIDTH)), mmoe()));
    blocks.addAll(List.of(after));
    return new Topology("t", List.of(numeric("x", 3)), blocks, tasks);
  }

  /** Towers without layers, and heads that let a stream's entry through, show the streams. */
  @Test
  void attendsToWhatIsHandedOnAndToItsOwn() {
    Topology plain = topology(TASKS);
    Topology chained = topology(TASKS, aitm("click", "cart", "buy").transfer(smooth(3)));
    try (Trial before = Trial.of(plain, Lowering.BATCHED);
        Trial after = Trial.of(chained, Lowering.BATCHED)) {
      Batch batch = before.batch();
      Map<String, float[]> values = after.parameters();
      double[][][] q = new double[3][][];
      double[][][] z = new double[3][][];
      List<String> chain = List.of("click", "cart", "buy");
      for (int t = 0; t < 3; t++) {
        q[t] = streams(before, values, chain.get(t), batch);
        z[t] = streams(after, values, chain.get(t), batch);
      }
      assertClose(z[0], q[0]);
      for (int t = 1; t < 3; t++) {
        String place = "shared2/aitm/" + chain.get(t) + "/";
        for (int i = 0; i < batch.size(); i++) {
          double[] p = z[t - 1][i];
          for (String layer : List.of("transfer/layer0", "transfer/layer1")) {
            p = linear(values, place + layer, p);
            for (int c = 0; c < p.length; c++) {
              p[c] = Math.tanh(p[c]);
            }
          }
          double[] expected = attended(values, place, p, q[t][i]);
          for (int c = 0; c < WIDTH; c++) {
            assertThat(z[t][i][c]).isCloseTo(expected[c], within(2e-5));
          }
        }
      }
    }
  }

  private static double[] attended(
      Map<String, float[]> values, String place, double[] p, double[] q) {
    double a = Math.exp(score(values, place, p));
    double b = Math.exp(score(values, place, q));
    double[] ofP = linear(values, place + "value/layer0", p);
    double[] ofQ = linear(values, place + "value/layer0", q);
    double[] sum = new double[WIDTH];
    for (int c = 0; c < WIDTH; c++) {
      sum[c] = (a * ofP[c] + b * ofQ[c]) / (a + b);
    }
    return sum;
  }

  private static double score(Map<String, float[]> values, String place, double[] u) {
    double[] key = linear(values, place + "key/layer0", u);
    double[] query = linear(values, place + "query/layer0", u);
    double sum = 0;
    for (int c = 0; c < WIDTH; c++) {
      sum += key[c] * query[c];
    }
    return sum / Math.sqrt(WIDTH);
  }

  private static double[] linear(Map<String, float[]> values, String layer, double[] x) {
    float[] kernel = values.get(layer + "/kernel");
    float[] bias = values.get(layer + "/bias");
    double[] y = new double[bias.length];
    for (int c = 0; c < y.length; c++) {
      y[c] = bias[c];
      for (int r = 0; r < x.length; r++) {
        y[c] += x[r] * kernel[r * y.length + c];
      }
    }
    return y;
  }

  /** The stream of a task [batch, width], read through a head of each unit vector in turn. */
  private static double[][] streams(
      Trial trial, Map<String, float[]> values, String task, Batch batch) {
    double[][] rows = new double[batch.size()][WIDTH];
    int place = trial.plan.topology().taskNames().indexOf(task);
    Map<String, float[]> given = new HashMap<>(values);
    given.keySet().retainAll(trial.parameters().keySet());
    for (int c = 0; c < WIDTH; c++) {
      float[] unit = new float[WIDTH];
      unit[c] = 1;
      given.put("tasks/" + task + "/head/kernel", unit);
      given.put("tasks/" + task + "/head/bias", new float[1]);
      trial.assign(given, 0);
      float[] p = trial.predictions(batch).get(place);
      for (int i = 0; i < rows.length; i++) {
        rows[i][c] = Math.log(p[i] / (1.0 - p[i]));
      }
    }
    return rows;
  }

  private static void assertClose(double[][] found, double[][] expected) {
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).containsExactly(expected[i], within(1e-6));
    }
  }

  /**
   * Transfers of zeros, and keys and queries that find them: all attention is on the task's own.
   */
  @ParameterizedTest
  @EnumSource(
      value = Lowering.class,
      names = {"BATCHED", "SEPARATE"})
  void isNotThereWhenAllAttentionIsOnTheTasksOwn(Lowering lowering) {
    Twins.predictTheSame(
        lowering,
        topology(TASKS),
        topology(TASKS, aitm("click", "cart", "buy")),
        (name, values) -> {
          if (!name.contains("aitm")) {
            return values.get(name);
          } else if (name.endsWith("bias")) {
            return new float[WIDTH];
          }
          return name.contains("transfer")
              ? new float[WIDTH * WIDTH]
              : identity(name.contains("value") ? 1 : 1000);
        });
  }

  private static float[] identity(float factor) {
    float[] matrix = new float[WIDTH * WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      matrix[i * WIDTH + i] = factor;
    }
    return matrix;
  }

  @ParameterizedTest
  @EnumSource(
      value = Lowering.class,
      names = {"BATCHED", "SEPARATE"})
  void theOrderOfTasksOutsideTheChainDoesNotMatter(Lowering lowering) {
    Aitm chain = aitm("click", "cart", "buy");
    Twins.predictTheSame(
        lowering,
        topology(TASKS, chain),
        topology(List.of(SHARE, BUY, CLICK, DWELL, CART), chain),
        (name, values) -> values.get(name));
  }

  @Test
  void belongsToTheTasksThatFollow() {
    Map<String, Owner> owners =
        Plan.of(topology(TASKS, aitm("click", "cart", "buy"))).parameters().stream()
            .collect(Collectors.toMap(Parameter::name, Parameter::owner));
    assertThat(owners.get("shared1/mmoe/click/gate/kernel"))
        .isEqualTo(new Owner.Shared(List.of("click", "cart", "buy")));
    assertThat(owners.get("shared1/mmoe/dwell/gate/kernel"))
        .isEqualTo(new Owner.Shared(List.of("dwell")));
    assertThat(owners.get("shared2/aitm/cart/transfer/layer0/kernel"))
        .isEqualTo(new Owner.Shared(List.of("cart", "buy")));
    assertThat(owners.get("shared2/aitm/buy/value/layer0/kernel"))
        .isEqualTo(new Owner.OfTask("buy"));
    assertThat(owners.get("tasks/click/head/bias")).isEqualTo(new Owner.OfTask("click"));
  }

  /** Of every example, whatever its labels and weights. */
  @ParameterizedTest
  @EnumSource(Lowering.class)
  void paysForATaskLikelierThanTheOneBeforeIt(Lowering lowering) {
    Topology topology = topology(TASKS, aitm("click", "cart", "buy").calibration(0.7f));
    try (Trial trial = Trial.of(topology, lowering)) {
      Batch batch = trial.batch();
      // No dropout: training predicts what evaluation does.
      List<float[]> p = trial.predictions(batch);
      double expected = 0;
      int paying = 0;
      for (int t = 1; t < 3; t++) {
        for (int i = 0; i < batch.size(); i++) {
          double above = p.get(t)[i] - p.get(t - 1)[i];
          expected += 0.7 * Math.max(above, 0) / batch.size();
          paying += above > 0 ? 1 : 0;
        }
      }
      assertThat(paying).isBetween(1, 2 * batch.size() - 1);
      float[] found = trial.run(List.of(trial.graph.objective().penalty()), batch, Map.of()).get(0);
      assertThat((double) found[0]).isCloseTo(expected, within(1e-6));
    }
    try (Trial trial = Trial.of(topology(TASKS, aitm("click", "buy").calibration(0f)), lowering)) {
      assertThat(trial.graph.objective().penalty()).isNull();
    }
  }
}
