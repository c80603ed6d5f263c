package dev.espalier.training;

import static dev.espalier.dsl.Blocks.crossNetwork;
import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.regression;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.dsl.Topology;
import dev.espalier.graph.ServedModel;
import dev.espalier.graph.ServedSignature;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.Numbers;
import dev.espalier.training.metrics.TaskMetrics;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Experts behind a deep and cross network, on labels that are products of features. */
class DeepAndCrossTest {
  @TempDir Path folder;

  @Test
  void learnsProductsAndIsServed() {
    Topology topology =
        Topology.builder("dcn")
            .inputs(numeric("x", 4))
            .shared(crossNetwork(3), experts(8, 16), mmoe())
            .task(regression("two").tower(8))
            .task(regression("three").tower(8))
            .build();
    Examples training = examples(2_000, 1);
    try (Model model = Model.compile(topology)) {
      TrainingSettingsBuilder settings = SmallRun.settings().epochs(15);
      List<TaskMetrics> metrics = model.fit(training, examples(500, 2), settings.build()).metrics();

      // Labels of variance 1: what predicts their mean has a root mean squared error of 1.
      assertThat(metrics).allMatch(task -> task.mainValue() < 0.5);
      try (ServedModel served = ServedModel.load(model.export(folder, 1).directory())) {
        assertThat(served.signatures()).extracting(ServedSignature::name).contains("two", "three");
      }
    }
  }

  private static Examples examples(int rows, long seed) {
    Random random = new Random(seed);
    float[] x = new float[4 * rows];
    float[] two = new float[rows];
    float[] three = new float[rows];
    for (int i = 0; i < rows; i++) {
      for (int c = 0; c < 4; c++) {
        x[4 * i + c] = (float) random.nextGaussian();
      }
      two[i] = x[4 * i] * x[4 * i + 1];
      three[i] = two[i] * x[4 * i + 2];
    }
    return Examples.of(
        List.of(Numbers.of("x", 4, x), Numbers.of("two", two), Numbers.of("three", three)));
  }
}
