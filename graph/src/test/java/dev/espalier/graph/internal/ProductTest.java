package dev.espalier.graph.internal;

import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.product;
import static dev.espalier.dsl.Tasks.regression;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.Owner;
import dev.espalier.dsl.plan.Parameter;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.graph.Lowering;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A task that is the product of two others: the entire-space model of conversions. */
class ProductTest {
  private static final Topology TOPOLOGY =
      Topology.builder("t")
          .inputs(numeric("x", 3))
          .shared(experts(2, 4), mmoe())
          .task(binary("click").tower(4))
          .task(binary("convert").tower(4))
          .task(regression("dwell").tower(4))
          .task(product("buy", "click", "convert"))
          .build();

  /** p / (1 - p) in double, and its slopes (1 - sigmoid(a)) / (1 - p). */
  @ParameterizedTest
  @CsvSource({"0,0", "1,-2", "-3,0.5", "-20,-20", "7,9", "12,-12", "-15,3"})
  void theLogitIsThatOfTheProduct(float a, float b) {
    double p = 1 / (1 + Math.exp(-(double) a)) / (1 + Math.exp(-(double) b));
    double rest =
        Math.exp(-(double) a) + Math.exp(-(double) b) + Math.exp(-(double) a - (double) b);
    float[] found = logit(a, b);
    assertThat((double) found[0]).isCloseTo(-Math.log(rest), within(1e-5));
    assertThat((double) found[1]).isCloseTo(1 / (1 + Math.exp(a)) / (1 - p), within(1e-5));
    assertThat((double) found[2]).isCloseTo(1 / (1 + Math.exp(b)) / (1 - p), within(1e-5));
  }

  @ParameterizedTest
  @CsvSource({"1e4,1e4,1e4", "1e4,-1e4,-1e4", "-1e4,1e4,-1e4", "-1e4,-1e4,-2e4"})
  void farLogitsAreFinite(float a, float b, float expected) {
    float[] found = logit(a, b);
    assertThat(found[0]).isCloseTo(expected, within(1f));
    assertThat(found[1]).isBetween(-1e-6f, 1 + 1e-6f);
    assertThat(found[2]).isBetween(-1e-6f, 1 + 1e-6f);
  }

  private static float[] logit(float a, float b) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> x = tf.constant(new float[][] {{a}});
      Operand<TFloat32> y = tf.constant(new float[][] {{b}});
      Map<Task, Operand<TFloat32>> logits =
          Map.of(TOPOLOGY.task("click"), x, TOPOLOGY.task("convert"), y);
      Output<TFloat32> z = new ProductLowering(tf, TOPOLOGY).logits(logits).flat().asOutput();
      Output<?>[] slopes = graph.addGradients(z, new Output<?>[] {x.asOutput(), y.asOutput()});
      try (Session session = new Session(graph);
          var result = session.runner().fetch(z).fetch(slopes[0]).fetch(slopes[1]).run()) {
        float[] found = new float[3];
        for (int i = 0; i < 3; i++) {
          result.get(i).asRawTensor().data().asFloats().read(found, i, 1);
        }
        return found;
      }
    }
  }

  @Test
  void towersBelongToWhoseLossesReachThem() {
    Map<String, Owner> owners =
        Plan.of(TOPOLOGY).parameters().stream()
            .collect(Collectors.toMap(Parameter::name, Parameter::owner));
    assertThat(owners.get("tasks/click/layer0/kernel"))
        .isEqualTo(new Owner.Shared(List.of("click", "buy")));
    assertThat(owners.get("tasks/convert/head/bias")).isEqualTo(new Owner.OfTask("buy"));
    assertThat(owners.get("tasks/dwell/head/bias")).isEqualTo(new Owner.OfTask("dwell"));
    assertThat(owners.get("shared0/experts/1/layer0/kernel"))
        .isEqualTo(new Owner.Shared(List.of("click", "dwell", "buy")));
    assertThat(owners.keySet()).noneMatch(name -> name.contains("/buy/"));
    // The gates are one array, of which the click's part is shared.
    assertThat(owners.get("shared1/mmoe/click/gate/kernel"))
        .isEqualTo(new Owner.Shared(List.of("click", "buy")));
    assertThat(owners.get("shared1/mmoe/convert/gate/kernel"))
        .isEqualTo(new Owner.Shared(List.of("buy")));
  }

  @Test
  void predictsTheProductAndLearnsFromItOnEveryExample() {
    try (Trial trial = Trial.of(TOPOLOGY, Lowering.BATCHED)) {
      Batch batch = trial.batch();
      List<float[]> predictions = trial.predictions(batch);
      for (int i = 0; i < batch.size(); i++) {
        assertThat(predictions.get(3)[i])
            .isCloseTo(predictions.get(0)[i] * predictions.get(1)[i], within(1e-6f));
      }
      assertThat(trial.graph.objective().tasks()).containsExactly("click", "dwell", "buy");
      assertThat(trial.losses(batch)).hasSize(3);
      double sum = 0;
      double weights = 0;
      for (int i = 0; i < batch.size(); i++) {
        int at = 3 * batch.size() + i;
        double p = predictions.get(3)[i];
        sum -= batch.weights()[at] * Math.log(batch.labels()[at] == 1 ? p : 1 - p);
        weights += batch.weights()[at];
      }
      assertThat((double) trial.losses(batch)[2]).isCloseTo(sum / weights, within(1e-5));
      Map<String, float[]> slopes = new HashMap<>();
      new Gradients(trial, trial.graph.objective().losses().get(2))
          .byParameter(batch)
          .forEach(slopes::put);
      for (String task : List.of("click", "convert")) {
        float[] slope = slopes.get("tasks/" + task + "/head/bias");
        assertThat(Math.abs(slope[0])).isGreaterThan(1e-3f);
      }
    }
  }
}
