package dev.espalier.graph.internal;

import static dev.espalier.dsl.Features.categorical;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.graph.internal.Topologies.smooth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Topology;
import dev.espalier.graph.Lowering;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.types.TFloat32;

/** A table of 101 rows of 3 beside two numbers; without a body, the boundary is the features. */
class TablesTest {
  private static final int ROWS = 101;
  private static final int WIDTH = 3;
  private static final Topology TABLE =
      Topologies.of(
          "table",
          List.of(numeric("x", 2), categorical("id", ROWS - 1, WIDTH)),
          List.of(),
          binary("b").tower(smooth(4)));
  private static final int[] IDS = {7, 100, 7, 0, 7, 100};

  @Test
  void theLeafHoldsEachRowOnce() {
    try (Trial trial = Trial.of(TABLE, Lowering.BATCHED)) {
      Weight table = table(trial);
      Operand<TFloat32> rows = trial.graph.tf().dtypes.cast(table.rows(), TFloat32.class);
      List<float[]> found = trial.run(List.of(rows, table.leaf()), batch(trial), Map.of());
      assertThat(found.get(0)).containsExactlyInAnyOrder(0, 7, 100);
      float[] values = trial.parameters().get("inputs/id/table");
      for (int i = 0; i < 3 * WIDTH; i++) {
        int row = (int) found.get(0)[i / WIDTH];
        assertThat(found.get(1)[i]).isEqualTo(values[row * WIDTH + i % WIDTH]);
      }
    }
  }

  @Test
  void gradientsOfRepeatedIdsAreSummed() {
    try (Trial trial = Trial.of(TABLE, Lowering.BATCHED)) {
      Objective objective = trial.graph.objective();
      Batch batch = batch(trial);
      Output<?>[] features = new Output<?>[] {objective.boundary().get(0).asOutput()};
      Output<?>[] by =
          trial.graph.graph().addGradients(objective.losses().get(0).asOutput(), features);
      float[] perExample = trial.run(List.of(by[0].expect(TFloat32.class)), batch, Map.of()).get(0);
      float[] dense = new float[ROWS * WIDTH];
      for (int b = 0; b < IDS.length; b++) {
        for (int d = 0; d < WIDTH; d++) {
          dense[IDS[b] * WIDTH + d] += perExample[b * (2 + WIDTH) + 2 + d];
        }
      }
      float[] found =
          new Gradients(trial, objective.losses().get(0)).byParameter(batch).get("inputs/id/table");
      assertThat(found).containsExactly(dense, within(1e-7f));
      assertThat(dense[7 * WIDTH]).isNotZero();
    }
  }

  /** Row 7 is read by both features, the gradient of the table is what both say. */
  @Test
  void gradientsOfFeaturesThatShareATableMeetInItsRows() {
    Topology both =
        Topologies.of(
            "both",
            List.of(
                categorical("last", ROWS - 1, WIDTH).sharing("id"),
                categorical("id", ROWS - 1, WIDTH)),
            List.of(),
            binary("b").tower(smooth(4)));
    int[] ids = {7, 100, 3, 7, 7, 7, 0, 100, 1, 2, 3, 4};
    try (Trial trial = Trial.of(both, Lowering.BATCHED)) {
      assertThat(trial.graph.objective().weights().stream().filter(Weight::isTable)).hasSize(1);
      Batch some = trial.batch();
      Batch batch = new Batch(some.size(), some.numbers(), ids, some.labels(), some.weights());
      Operand<TFloat32> rows = trial.graph.tf().dtypes.cast(table(trial).rows(), TFloat32.class);
      assertThat(trial.run(List.of(rows), batch, Map.of()).get(0))
          .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 7, 100);
      Objective objective = trial.graph.objective();
      Output<?>[] by =
          trial
              .graph
              .graph()
              .addGradients(
                  objective.losses().get(0).asOutput(),
                  new Output<?>[] {objective.boundary().get(0).asOutput()});
      float[] perExample = trial.run(List.of(by[0].expect(TFloat32.class)), batch, Map.of()).get(0);
      float[] dense = new float[ROWS * WIDTH];
      for (int i = 0; i < perExample.length; i++) {
        dense[ids[i / WIDTH] * WIDTH + i % WIDTH] += perExample[i];
      }
      float[] found =
          new Gradients(trial, objective.losses().get(0)).byParameter(batch).get("inputs/id/table");
      assertThat(found).containsExactly(dense, within(1e-7f));
      assertThat(dense[7 * WIDTH]).isNotZero();
    }
  }

  @Test
  void aFrozenTableIsSavedAndNotTrained() {
    Topology frozen =
        Topologies.of(
            "frozen",
            List.of(
                categorical("id", ROWS - 1, WIDTH).frozen(),
                categorical("last", ROWS - 1, WIDTH).sharing("id"),
                numeric("x")),
            List.of(),
            binary("b").tower(smooth(4)));
    try (Trial trial = Trial.of(frozen, Lowering.BATCHED)) {
      assertThat(trial.graph.objective().weights()).noneMatch(Weight::isTable);
      assertThat(trial.graph.objective().weights())
          .extracting(Weight::name)
          .doesNotContain("inputs/id/table");
      assertThat(trial.graph.variables().names()).contains("inputs/id/table");
      assertThat(trial.parameters().get("inputs/id/table")).containsOnly(0f);
      trial.assign(Map.of("inputs/id/table", new float[ROWS * WIDTH]), 0);
      float[] zero = trial.predictions(trial.batch()).get(0);
      float[] rows = new float[ROWS * WIDTH];
      java.util.Arrays.fill(rows, 1f);
      trial.assign(Map.of("inputs/id/table", rows), 0);
      assertThat(trial.predictions(trial.batch()).get(0)).isNotEqualTo(zero);
    }
  }

  @Test
  void nothingOfTheTablesSizeIsComputed() {
    try (Trial trial = Trial.of(TABLE, Lowering.BATCHED)) {
      Gradients gradients = new Gradients(trial, trial.graph.objective().losses().get(0));
      assertThat(gradients.reached()).contains(table(trial));
      List<Operand<TFloat32>> all = new java.util.ArrayList<>(gradients.outputs());
      all.addAll(trial.graph.predictions());
      for (GraphOperation op : Ancestors.of(all)) {
        for (int i = 0; i < op.numOutputs(); i++) {
          assertThat(op.output(i).shape().asArray())
              .as(op.toString())
              .isNotEqualTo(new long[] {ROWS, WIDTH});
        }
        boolean whole =
            op.type().equals("ReadVariableOp")
                && op.input(0).op().name().equals(table(trial).handle().op().name());
        assertThat(whole).isFalse();
      }
    }
  }

  @Test
  void rowsThatAreNotThereAreRefused() {
    try (Trial trial = Trial.of(TABLE, Lowering.BATCHED)) {
      Batch some = trial.batch();
      for (int id : new int[] {-1, ROWS}) {
        int[] ids = {0, 1, 2, id, 4, 5};
        Batch wrong = new Batch(some.size(), some.numbers(), ids, some.labels(), some.weights());
        assertThatThrownBy(() -> trial.losses(wrong)).hasMessageContaining("indices");
        assertThatThrownBy(() -> trial.predictions(wrong)).hasMessageContaining("indices");
      }
    }
  }

  private static Batch batch(Trial trial) {
    Batch some = trial.batch();
    return new Batch(some.size(), some.numbers(), IDS, some.labels(), some.weights());
  }

  private static Weight table(Trial trial) {
    return trial.graph.objective().weights().stream().filter(Weight::isTable).findFirst().get();
  }
}
