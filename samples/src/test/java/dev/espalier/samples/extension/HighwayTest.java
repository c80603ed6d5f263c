package dev.espalier.samples.extension;

import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.hierarchicalExperts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Blocks.omoe;
import static dev.espalier.dsl.Blocks.sharedBottom;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.regression;
import static dev.espalier.training.GradientSteps.adam;
import static dev.espalier.training.GradientSteps.pcGrad;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Activation;
import dev.espalier.dsl.Block;
import dev.espalier.dsl.Layers;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.json.TopologyJson;
import dev.espalier.graph.Predictions;
import dev.espalier.graph.RawColumn;
import dev.espalier.graph.ServedModel;
import dev.espalier.graph.internal.Slopes;
import dev.espalier.training.Model;
import dev.espalier.training.TrainingSettings;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.Numbers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A block of one's own has the properties that all blocks have. */
class HighwayTest {
  private static final int ROWS = 400;
  private static final int WIDTH = 10;

  @TempDir Path folder;

  private static Topology with(Block... body) {
    return Topology.builder("highway")
        .inputs(numeric("x", WIDTH))
        .shared(body)
        .task(regression("y1").tower(4))
        .task(regression("y2").tower(4))
        .build();
  }

  static List<Topology> topologies() {
    Layers smooth = Layers.of(5).activation(Activation.TANH);
    return List.of(
        with(new Highway()),
        with(new Highway(), new Highway(0f), experts(3, smooth), mmoe()),
        with(experts(2, smooth), omoe(), new Highway()),
        with(hierarchicalExperts(2, new Highway(), sharedBottom(smooth)), mmoe()),
        highwayInKotlin());
  }

  private static Topology highwayInKotlin() {
    return HighwayInKotlinKt.highwayTopology();
  }

  @ParameterizedTest
  @MethodSource("topologies")
  void itsGradientsAreSlopes(Topology topology) {
    Slopes.areGradients(topology);
  }

  @ParameterizedTest
  @MethodSource("topologies")
  void isWrittenAndReadBack(Topology topology) {
    assertThat(TopologyJson.read(TopologyJson.write(topology))).isEqualTo(topology);
  }

  @ParameterizedTest
  @MethodSource("topologies")
  void learnsAndIsServedAsItWasTrained(Topology topology) {
    try (Model model = Model.compile(topology)) {
      var report = model.fit(examples(1), examples(2), settings());
      assertThat(report.metrics()).allMatch(task -> task.mainValue() < 0.9);
      Examples asked = examples(3);
      Predictions expected = model.predict(asked);
      try (ServedModel served = ServedModel.load(model.export(folder, 1).directory())) {
        Predictions answers =
            served.predict("y2", Map.of("x", RawColumn.vectors(WIDTH, inputs(3))));
        String output = answers.outputs().iterator().next();
        assertThat(answers.values(output)).containsExactly(expected.values("y2"), within(1e-5f));
      }
    }
  }

  @Test
  void whatItDoesNotTakeIsRefused() {
    assertThatThrownBy(() -> with(experts(2, 4), new Highway()))
        .hasMessageContaining(
            "topology.shared[1].highway: received 2 streams, allowed is one shared stream");
  }

  private static TrainingSettings settings() {
    return TrainingSettings.builder()
        .gradients(pcGrad(), adam(1e-2f))
        .epochs(20)
        .batchSize(40)
        .seed(3)
        .build();
  }

  /** Labels of variance one: what predicts their mean has a root mean squared error of one. */
  private static Examples examples(long seed) {
    float[] x = inputs(seed);
    float[] y1 = new float[ROWS];
    float[] y2 = new float[ROWS];
    for (int i = 0; i < ROWS; i++) {
      y1[i] = (x[WIDTH * i] + x[WIDTH * i + 1]) / (float) Math.sqrt(2);
      y2[i] = (x[WIDTH * i] - x[WIDTH * i + 2]) / (float) Math.sqrt(2);
    }
    return Examples.of(Numbers.of("x", WIDTH, x), Numbers.of("y1", y1), Numbers.of("y2", y2));
  }

  private static float[] inputs(long seed) {
    Random random = new Random(seed);
    float[] x = new float[ROWS * WIDTH];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) random.nextGaussian();
    }
    return x;
  }
}
