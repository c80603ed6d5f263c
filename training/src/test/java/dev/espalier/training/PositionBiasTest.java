package dev.espalier.training;

import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.binary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.dsl.PositionBias;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.Predictions;
import dev.espalier.graph.ServedModel;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.ExamplesException;
import dev.espalier.training.data.Integers;
import dev.espalier.training.data.Numbers;
import dev.espalier.training.data.RequestColumns;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clicks follow from x_0 and from the position, and the position from x_1. */
class PositionBiasTest {
  private static final int ROWS = 6_000;

  @TempDir Path folder;

  private static Topology topology(Task click) {
    return Topology.builder("shown").inputs(numeric("x", 2).raw()).task(click.tower(8)).build();
  }

  /** Shown in the order of x_1. */
  private static Examples shown(long seed) {
    return examples(seed, 2);
  }

  /** Shown in any order, so that clicks say nothing of x_1; the positions are not told. */
  private static Examples shuffled(long seed) {
    Examples examples = examples(seed, 0);
    return Examples.of(List.of(examples.column("x"), examples.column("click")));
  }

  private static Examples examples(long seed, double order) {
    Random random = new Random(seed);
    float[] x = new float[2 * ROWS];
    long[] place = new long[ROWS];
    long[] click = new long[ROWS];
    for (int i = 0; i < ROWS; i++) {
      x[2 * i] = (float) random.nextGaussian();
      x[2 * i + 1] = (float) random.nextGaussian();
      place[i] = Math.max(0, Math.round(3 + order * x[2 * i + 1] + random.nextGaussian()));
      double logit = x[2 * i] - 0.8 * (place[i] - 3);
      click[i] = random.nextDouble() < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
    }
    return Examples.of(
        List.of(Numbers.of("x", 2, x), Integers.of("click", click), Integers.of("place", place)));
  }

  private static TrainingSettings settings() {
    return SmallRun.settings().gradients(GradientSteps.adam(1e-2f)).epochs(4).build();
  }

  /** How much a prediction changes from x_1 = -1 to x_1 = 1, on average over x_0. */
  private static double effectOfOrder(Predictions predictions, String output) {
    double sum = 0;
    for (int i = 0; i < predictions.rows(); i += 2) {
      sum += Math.abs(predictions.value(output, i) - predictions.value(output, i + 1));
    }
    return 2 * sum / predictions.rows();
  }

  private static Examples pairs() {
    float[] x = new float[4 * 100];
    for (int i = 0; i < 200; i++) {
      x[2 * i] = (i / 2 - 50) / 25f;
      x[2 * i + 1] = i % 2 == 0 ? -1 : 1;
    }
    return Examples.of(List.of(Numbers.of("x", 2, x)));
  }

  @Test
  void whatIsOwedToThePositionIsNotPredicted() {
    Task with = binary("click").positionBias(PositionBias.of("place", 10, 8));
    Examples validation = shuffled(2);
    try (Model biased = Model.compile(topology(binary("click")));
        Model model = Model.compile(topology(with))) {
      biased.fit(shown(1), validation, settings());
      model.fit(shown(1), validation, settings());
      assertThat(effectOfOrder(biased.predict(pairs()), "click")).isGreaterThan(0.25);
      assertThat(effectOfOrder(model.predict(pairs()), "click")).isLessThan(0.1);

      Path exported = model.export(folder.resolve("shown"), 1).directory();
      try (ServedModel served = ServedModel.load(exported)) {
        Predictions answers = served.predict("click", RequestColumns.of(model.topology(), pairs()));
        assertThat(effectOfOrder(answers, "click/probability")).isLessThan(0.1);
      }
    }
  }

  @Test
  void trainingAsksForItsColumn() {
    Task with = binary("click").positionBias("place", 10);
    try (Model model = Model.compile(topology(with))) {
      assertThatThrownBy(() -> model.fit(shuffled(1), shuffled(2), settings()))
          .isInstanceOf(ExamplesException.class)
          .hasMessageContaining("place");
    }
  }
}
