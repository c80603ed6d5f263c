package dev.espalier.graph.internal;

import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.regression;
import static dev.espalier.graph.internal.Topologies.smooth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Activation;
import dev.espalier.dsl.Gate;
import dev.espalier.dsl.Layers;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.Lowering;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A gate with a hidden layer that hands on its logits, worked out by hand. */
class GatesTest {

  @ParameterizedTest
  @EnumSource(
      value = Lowering.class,
      names = {"BATCHED", "SEPARATE"})
  void weighsByItsHiddenLayerAndHandsOnItsLogits(Lowering lowering) {
    Gate gate =
        Gate.affine().hidden(Layers.of(2).activation(Activation.TANH)).offers(Gate.Offer.LOGITS);
    Layers linear = Layers.of(1).activation(Activation.LINEAR);
    Topology topology =
        new Topology(
            "t",
            List.of(numeric("x", 2)),
            List.of(experts(2, linear), mmoe(gate)),
            List.of(regression("a"), regression("b").tower(smooth(3))));
    try (Trial trial = Trial.of(topology, lowering)) {
      trial.assign(
          Map.of(
              "shared0/experts/0/layer0/kernel", new float[] {1, 0},
              "shared0/experts/1/layer0/kernel", new float[] {0, 1},
              "shared1/mmoe/a/gate/layer0/kernel", new float[] {.5f, -1, .25f, 2},
              "shared1/mmoe/a/gate/layer0/bias", new float[] {.1f, 0},
              "shared1/mmoe/a/gate/kernel", new float[] {1, -1, 2, .5f},
              "shared1/mmoe/a/gate/bias", new float[] {0, .3f},
              "tasks/a/head/kernel", new float[] {1, 10, 100},
              "tasks/a/head/bias", new float[1]),
          0);
      Batch batch = trial.batch();
      float[] read = trial.predictions(batch).get(0);
      for (int e = 0; e < batch.size(); e++) {
        double x = batch.numbers()[2 * e];
        double y = batch.numbers()[2 * e + 1];
        double h0 = Math.tanh(.5 * x + .25 * y + .1);
        double h1 = Math.tanh(-x + 2 * y);
        double first = h0 + 2 * h1;
        double second = -h0 + .5 * h1 + .3;
        double share = 1 / (1 + Math.exp(second - first));
        double expected = share * x + (1 - share) * y + 10 * first + 100 * second;
        assertThat(read[e]).isCloseTo((float) expected, within(2e-4f));
      }
    }
  }
}
