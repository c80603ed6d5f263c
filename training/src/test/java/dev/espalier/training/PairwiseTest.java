package dev.espalier.training;

import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Losses.pairwise;
import static dev.espalier.dsl.Tasks.regression;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.dsl.Loss;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.Predictions;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.ExamplesException;
import dev.espalier.training.data.Numbers;
import dev.espalier.training.data.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Labels follow from x_0 inside a query, and much more from the query, whose x_1 says how much. */
class PairwiseTest {
  private static final int QUERIES = 400;
  private static final int EACH = 5;

  private static Topology topology(Loss loss) {
    return Topology.builder("ranked")
        .inputs(numeric("x", 2).raw())
        .task(regression("relevance").tower(8).loss(loss))
        .build();
  }

  private static Examples examples(long seed, boolean grouped) {
    Random random = new Random(seed);
    int rows = QUERIES * EACH;
    float[] x = new float[2 * rows];
    float[] label = new float[rows];
    List<String> queries = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      // Rows of a query are spread over the data.
      int query = i % QUERIES;
      Random own = new Random(seed * 1_000 + query);
      x[2 * i] = (float) random.nextGaussian();
      x[2 * i + 1] = (float) own.nextGaussian();
      label[i] = (float) (0.3 * x[2 * i] + 3 * own.nextGaussian() + 0.1 * random.nextGaussian());
      queries.add("q" + query);
    }
    Examples examples = Examples.of(List.of(Numbers.of("x", 2, x), Numbers.of("relevance", label)));
    return grouped
        ? Examples.of(
            List.of(examples.column("x"), examples.column("relevance"), Text.of("query", queries)))
        : examples;
  }

  private static TrainingSettings settings() {
    return SmallRun.settings().gradients(GradientSteps.adam(1e-2f)).epochs(4).build();
  }

  /** Share of pairs of a query whose order by prediction is that of their labels. */
  private static double ordered(Examples examples, Predictions predictions) {
    Numbers labels = (Numbers) examples.column("relevance");
    int right = 0;
    int pairs = 0;
    for (int i = 0; i < predictions.rows(); i++) {
      for (int j = i % QUERIES; j < i; j += QUERIES) {
        double labelled = labels.at(i) - labels.at(j);
        double predicted = predictions.value("relevance", i) - predictions.value("relevance", j);
        right += labelled * predicted > 0 ? 1 : 0;
        pairs++;
      }
    }
    return right / (double) pairs;
  }

  @Test
  void learnsTheOrderInsideAQuery() {
    Examples validation = examples(2, false);
    try (Model ranked = Model.compile(topology(pairwise("query")))) {
      ranked.fit(examples(1, true), validation, settings());
      assertThat(ordered(validation, ranked.predict(validation))).isGreaterThan(0.85);
    }
  }

  @Test
  void trainingAsksForTheGroup() {
    try (Model ranked = Model.compile(topology(pairwise("query")))) {
      assertThatThrownBy(() -> ranked.fit(examples(1, false), examples(2, false), settings()))
          .isInstanceOf(ExamplesException.class)
          .hasMessageContaining("query");
    }
  }
}
