package dev.espalier.graph.internal;

import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.snr;
import static dev.espalier.dsl.Blocks.snrToTasks;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.regression;
import static dev.espalier.graph.internal.SamePredictions.renamed;
import static dev.espalier.graph.internal.SamePredictions.rows;
import static dev.espalier.graph.internal.Topologies.smooth;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.dsl.Activation;
import dev.espalier.dsl.Block;
import dev.espalier.dsl.Layers;
import dev.espalier.dsl.Snr;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.Lowering;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Coded connections into the tasks that must be another model, or itself in another order. */
class RoutingIdentitiesTest {
  private static final float[] OPEN = {40, 40, 40};
  private static final float[] SOME = {1.5f, -.7f, .2f};
  private static final Pattern NUMBER = Pattern.compile("(shared0/snr/|shared1.*/trans)(\\d)");
  private static final Task A = binary("a").tower(smooth(3));
  private static final Task B = regression("b").tower(smooth(3));

  /** A linear layer without bias is a first kernel of the tower, multiplied out. */
  @Test
  void transWithAllCodesAtOneIsALinearLayerOnTheConcatenation() {
    SamePredictions.of(
        topology(List.of(A, B), experts(3, smooth(2)), snrToTasks()),
        Map.of("shared1/snrToTasks/a/logAlpha", OPEN, "shared1/snrToTasks/b/logAlpha", OPEN),
        topology(List.of(A, B), experts(3, smooth(2))),
        values -> {
          Map<String, float[]> own = new HashMap<>(values);
          for (String task : List.of("a", "b")) {
            float[] tower = values.get("tasks/" + task + "/layer0/kernel");
            float[] taller = new float[3 * tower.length];
            for (int j = 0; j < 3; j++) {
              String trans = "shared1/snrToTasks/" + task + "/trans" + j + "/kernel";
              float[] part = product(values.get(trans), tower, 2);
              System.arraycopy(part, 0, taller, j * part.length, part.length);
            }
            own.put("tasks/" + task + "/layer0/kernel", taller);
          }
          return own;
        });
  }

  @Test
  void averWithAllCodesAtOneGivesTheSameSumToEveryTask() {
    Task twin = regression("a").tower(smooth(3));
    Block[] body = {experts(3, smooth(2)), snrToTasks().kind(Snr.Kind.AVER)};
    Topology topology = topology(List.of(twin, B), body);
    try (Trial trial = Trial.of(topology, Lowering.BATCHED)) {
      Map<String, float[]> values =
          renamed(trial.parameters(), name -> name.replace("tasks/b/", "tasks/a/"));
      values.put("shared1/snrToTasks/a/logAlpha", OPEN);
      values.put("shared1/snrToTasks/b/logAlpha", OPEN);
      trial.assign(values, 0);
      List<float[]> predictions = trial.predictions(trial.batch());
      assertThat(predictions.get(0)).isEqualTo(predictions.get(1));
      values.put("shared1/snrToTasks/b/logAlpha", SOME);
      trial.assign(values, 0);
      assertThat(trial.predictions(trial.batch()).get(1)).isNotEqualTo(predictions.get(0));
    }
  }

  /** One task, one linear layer: snrToTasks is what one sub-network that passes on would be. */
  @ParameterizedTest
  @EnumSource(Snr.Kind.class)
  void ofOneTaskIsASubNetworkThatPassesOn(Snr.Kind kind) {
    Layers linear = Layers.of(2).activation(Activation.LINEAR);
    SamePredictions.of(
        topology(List.of(A), experts(3, smooth(2)), snrToTasks().kind(kind)),
        Map.of("shared1/snrToTasks/a/logAlpha", SOME),
        topology(List.of(A), experts(3, smooth(2)), snr(1, linear).kind(kind)),
        values -> {
          Map<String, float[]> own = new HashMap<>(values);
          values.forEach((n, v) -> own.put(n.replace("snrToTasks/a/trans", "snr/0/trans"), v));
          own.put("shared1/snr/logAlpha", SOME);
          own.put("shared1/snr/0/layer0/kernel", new float[] {1, 0, 0, 1});
          own.put("shared1/snr/0/layer0/bias", new float[2]);
          return own;
        });
  }

  /** A code for each entry of a matrix that are all the same is a code for the matrix. */
  @Test
  void codesPerWeightThatAreEqualAreCodesPerConnection() {
    Topology perWeight =
        topology(
            List.of(A, B),
            experts(3, smooth(2)),
            snr(1, smooth(4)).granularity(Snr.Granularity.PER_WEIGHT));
    SamePredictions.of(
        topology(List.of(A, B), experts(3, smooth(2)), snr(1, smooth(4))),
        Map.of("shared1/snr/logAlpha", SOME),
        perWeight,
        values -> {
          Map<String, float[]> own = new HashMap<>(values);
          for (int j = 0; j < 3; j++) {
            float[] codes = {SOME[j], SOME[j], SOME[j], SOME[j]};
            own.put("shared1/snr/0/trans" + j + "/logAlpha", codes);
          }
          return own;
        });
  }

  @ParameterizedTest
  @EnumSource(Snr.Kind.class)
  void theOrderOfSubNetworksDoesNotMatter(Snr.Kind kind) {
    int[] order = {2, 0, 1};
    Topology topology =
        topology(List.of(A, B), snr(3, smooth(4)).kind(kind), snrToTasks().kind(kind));
    SamePredictions.of(
        topology,
        Map.of("shared0/snr/logAlpha", SOME, "shared1/snrToTasks/a/logAlpha", SOME),
        topology,
        values -> {
          Map<String, float[]> own = renamed(values, name -> moved(name, order));
          own.replaceAll((n, v) -> n.endsWith("logAlpha") ? rows(v, order) : v);
          return own;
        });
  }

  /** The name of what is at the place of this sub-network, or reads it, in another order. */
  private static String moved(String name, int[] order) {
    Matcher number = NUMBER.matcher(name);
    return number.find()
        ? name.substring(0, number.start(2))
            + order[Integer.parseInt(number.group(2))]
            + name.substring(number.end(2))
        : name;
  }

  @ParameterizedTest
  @EnumSource(Snr.Kind.class)
  void theOrderOfTasksDoesNotMatter(Snr.Kind kind) {
    Block[] body = {experts(3, smooth(5)), snrToTasks().kind(kind)};
    SamePredictions.of(
        topology(List.of(A, B), body),
        Map.of("shared1/snrToTasks/b/logAlpha", SOME),
        topology(List.of(B, A), body),
        UnaryOperator.identity());
  }

  private static Topology topology(List<Task> tasks, Block... body) {
    return new Topology("t", List.of(numeric("x", 4)), List.of(body), tasks);
  }

  /** [rows, n] by [n, columns]. */
  private static float[] product(float[] a, float[] b, int n) {
    int columns = b.length / n;
    float[] product = new float[a.length / n * columns];
    for (int i = 0; i < product.length; i++) {
      for (int k = 0; k < n; k++) {
        product[i] += a[i / columns * n + k] * b[k * columns + i % columns];
      }
    }
    return product;
  }
}
