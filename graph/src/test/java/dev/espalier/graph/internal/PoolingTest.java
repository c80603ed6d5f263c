package dev.espalier.graph.internal;

import static dev.espalier.dsl.Features.categorical;
import static dev.espalier.dsl.Features.multivalent;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.graph.internal.Topologies.smooth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Multivalent;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.Lowering;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.types.TFloat32;

/** Lists of up to three of five categories; without a body, the boundary is the features. */
class PoolingTest {
  private static final int MOST = 3;
  private static final int WIDTH = 2;
  private static final Multivalent TAGS = multivalent(categorical("tags", 4, WIDTH), MOST);
  private static final float[] TABLE = {1, -2, 3, 4, -5, 6, 7, -8, 9, 10};

  /** Six lists: three values, a gap, one value, none, one value twice, the unknown one. */
  private static final int[] IDS = {
    0, 1, 2, 3, -1, 0, 2, -1, -1, -1, -1, -1, 1, 1, -1, 4, -1, -1,
  };

  private static final float[] WEIGHTS = {
    1, 2, .5f, 0, 0, 3, .25f, 0, 0, 0, 0, 0, 1, 3, 0, 2, 0, 0,
  };

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "mean, -.3333333 2.666667 4 -5 -5 6 0 0 3 4 9 10",
    "sum, -1 8 8 -10 -5 6 0 0 6 8 9 10",
    "max, 3 6 7 -2 -5 6 0 0 3 4 9 10",
    "weighted mean, 1.285714 2.571429 1 -2 -5 6 0 0 3 4 9 10",
    "weighted sum, 4.5 9 3 -6 -1.25 1.5 0 0 12 16 18 20"
  })
  void poolsAsWorkedOutByHand(String kind, String expected) {
    Multivalent feature =
        switch (kind.substring(kind.lastIndexOf(' ') + 1)) {
          case "mean" -> TAGS.mean();
          case "sum" -> TAGS.sum();
          default -> TAGS.max();
        };
    boolean weighted = kind.startsWith("weighted");
    try (Trial trial = trial(weighted ? feature.weights("w") : feature)) {
      float[] pooled = pooled(trial, batch(trial, IDS, weighted));
      String[] numbers = expected.split(" ");
      for (int i = 0; i < numbers.length; i++) {
        assertThat(pooled[i])
            .as("entry %d", i)
            .isEqualTo(Float.parseFloat(numbers[i]), within(1e-5f));
      }
    }
  }

  @Test
  void paddingTouchesNoRow() {
    try (Trial trial = trial(TAGS)) {
      Weight table =
          trial.graph.objective().weights().stream()
              .filter(Weight::isTable)
              .findFirst()
              .orElseThrow();
      Operand<TFloat32> rows = trial.graph.tf().dtypes.cast(table.rows(), TFloat32.class);
      int[] few = {3, -1, 1, -1, 3, -1, -1, -1, -1, 1, -1, -1, -1, -1, -1, -1, -1, -1};
      assertThat(trial.run(List.of(rows), batch(trial, few, false), Map.of()).get(0))
          .containsExactly(3, 1);
      java.util.Arrays.fill(few, -1);
      Batch none = batch(trial, few, false);
      assertThat(trial.run(List.of(rows), none, Map.of()).get(0)).isEmpty();
      assertThat(pooled(trial, none)).containsOnly(0f);
      assertThat(trial.losses(none)).doesNotContain(Float.NaN);
    }
  }

  /** The gradient of a row is the sum of its shares of what the pooled features ask for. */
  @Test
  void gradientsMeetInTheRows() {
    try (Trial trial = trial(TAGS)) {
      Batch batch = batch(trial, IDS, false);
      Objective objective = trial.graph.objective();
      Output<?>[] by =
          trial
              .graph
              .graph()
              .addGradients(
                  objective.losses().get(0).asOutput(),
                  new Output<?>[] {objective.boundary().get(0).asOutput()});
      float[] perExample = trial.run(List.of(by[0].expect(TFloat32.class)), batch, Map.of()).get(0);
      float[] dense = new float[TABLE.length];
      int[] lengths = {3, 2, 1, 0, 2, 1};
      for (int i = 0; i < IDS.length; i++) {
        for (int d = 0; d < WIDTH && IDS[i] >= 0; d++) {
          dense[IDS[i] * WIDTH + d] += perExample[i / MOST * WIDTH + d] / lengths[i / MOST];
        }
      }
      assertThat(
              new Gradients(trial, objective.losses().get(0))
                  .byParameter(batch)
                  .get("inputs/tags/table"))
          .containsExactly(dense, within(1e-6f));
    }
  }

  /** A list, a category and numbers with weights behind them: nobody gets another's columns. */
  @Test
  void featuresOfAllKindsKeepTheirPlaces() {
    Topology mixed =
        Topologies.of(
            "mixed",
            List.of(
                TAGS.sum().weights("w"),
                numeric("x", 2),
                categorical("item", 4, 1).oneHot(),
                multivalent(categorical("bag", 3).oneHot(), 2).sum()),
            List.of(),
            binary("b").tower(smooth(4)));
    try (Trial trial = Trial.of(mixed, Lowering.BATCHED)) {
      Batch some = trial.batch();
      trial.assign(Map.of("inputs/tags/table", TABLE), 0);
      float[] features =
          trial.run(List.of(trial.graph.objective().boundary().get(0)), some, Map.of()).get(0);
      int width = 2 + WIDTH + 5 + 4;
      for (int row = 0; row < some.size(); row++) {
        float[] expected = new float[width];
        expected[0] = some.numbers()[row * 5];
        expected[1] = some.numbers()[row * 5 + 1];
        for (int i = 0; i < MOST; i++) {
          int id = some.ids()[row * 6 + i];
          for (int d = 0; d < WIDTH && id >= 0; d++) {
            expected[2 + d] += some.numbers()[row * 5 + 2 + i] * TABLE[id * WIDTH + d];
          }
        }
        expected[4 + some.ids()[row * 6 + 3]] = 1;
        for (int i = 4; i < 6; i++) {
          int id = some.ids()[row * 6 + i];
          expected[9 + Math.max(id, 0)] += id < 0 ? 0 : 1;
        }
        for (int i = 0; i < width; i++) {
          assertThat(features[row * width + i]).isEqualTo(expected[i], within(1e-5f));
        }
      }
    }
  }

  private static Trial trial(Multivalent feature) {
    Topology topology =
        Topologies.of("lists", List.of(feature), List.of(), binary("b").tower(smooth(4)));
    Trial trial = Trial.of(topology, Lowering.BATCHED);
    trial.assign(Map.of("inputs/tags/table", TABLE), 0);
    return trial;
  }

  private static Batch batch(Trial trial, int[] ids, boolean weighted) {
    Batch some = trial.batch();
    float[] numbers = weighted ? WEIGHTS : some.numbers();
    return new Batch(some.size(), numbers, ids, some.labels(), some.weights());
  }

  private static float[] pooled(Trial trial, Batch batch) {
    return trial.run(List.of(trial.graph.objective().boundary().get(0)), batch, Map.of()).get(0);
  }
}
