package dev.espalier.training.internal;

import static dev.espalier.training.GradientSteps.clipByGlobalNorm;
import static dev.espalier.training.GradientSteps.pcGrad;
import static dev.espalier.training.GradientSteps.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.graph.internal.Objective;
import dev.espalier.graph.internal.Weight;
import dev.espalier.training.GradientChain;
import dev.espalier.training.GradientStep;
import dev.espalier.training.extension.MergeSite;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The gradient that a step moves along, seen as the move of sgd(1), against plain arithmetic. */
class SurgeryTest {

  /** How an objective says where tasks begin. */
  enum Boundary {
    TENSOR_OF_EACH_TASK,
    UNKNOWN
  }

  private static Objective objective(SmallMixture model, Boundary boundary, boolean penalised) {
    List<Operand<TFloat32>> tensors =
        switch (boundary) {
          case TENSOR_OF_EACH_TASK -> model.boundary;
          case UNKNOWN -> List.of();
        };
    return model.in.objective(model.losses, tensors, penalised ? model.penalty : null, List.of());
  }

  @ParameterizedTest
  @EnumSource(Boundary.class)
  void twoTasksMoveAsThePaperSays(Boundary boundary) {
    try (InGraph in = new InGraph()) {
      SmallMixture model = new SmallMixture(in, 2);
      assertMoves(in, model, objective(model, boundary, false), false, pcGrad());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5, 19})
  void moreTasksMoveAsThePaperSays(int tasks) {
    try (InGraph in = new InGraph()) {
      SmallMixture model = new SmallMixture(in, tasks);
      assertMoves(in, model, model.cut(), false, pcGrad());
    }
  }

  @Test
  void penaltiesAreAddedUnprojected() {
    try (InGraph in = new InGraph()) {
      SmallMixture model = new SmallMixture(in, 2);
      Objective objective = objective(model, Boundary.TENSOR_OF_EACH_TASK, true);
      assertMoves(in, model, objective, true, pcGrad());
    }
  }

  @Test
  void equalWeightsSum() {
    try (InGraph in = new InGraph()) {
      SmallMixture model = new SmallMixture(in, 3);
      assertMoves(
          in, model, in.objective(model.losses, model.boundary, model.penalty, List.of()), true);
    }
  }

  @Test
  void oneTaskNeedsNoSurgery() {
    try (InGraph in = new InGraph()) {
      SmallMixture model = new SmallMixture(in, 1);
      assertMoves(in, model, model.cut(), false, pcGrad());
    }
  }

  @Test
  void theGramMatrixIsThatOfTheSharedGradients() {
    try (InGraph in = new InGraph()) {
      SmallMixture model = new SmallMixture(in, 3);
      Objective objective = model.cut();
      TrainingStep step =
          new StepAssembly(GradientChain.of(pcGrad(), sgd(1f)), in.variables).step(objective);
      List<Operand<TFloat32>> each = TaskPasses.of(in, model.losses, in.weights);
      in.initialize();

      double[][] gradients = TaskPasses.shared(in.weights, in.floats(each), 3);
      float[] gram = in.floats(step.surgery());
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
          assertThat((double) gram[3 * i + j])
              .isCloseTo(VectorPcGrad.dot(gradients[i], gradients[j]), within(1e-5));
        }
      }
      assertThat(in.floats(step.losses()))
          .containsExactly(
              in.floats(model.losses.get(0))[0],
              in.floats(model.losses.get(1))[0],
              in.floats(model.losses.get(2))[0]);
    }
  }

  @Test
  void clippingShortensAllWeightsTogether() {
    assertThat(clippedMove(0.01f)).isCloseTo(0.01, within(1e-6));
    double free = clippedMove(1e6f);
    assertThat(free).isGreaterThan(0.1);
    assertThat(clippedMove((float) free * 2)).isEqualTo(free);
  }

  private static double clippedMove(float norm) {
    try (InGraph in = new InGraph()) {
      SmallMixture model = new SmallMixture(in, 2);
      List<float[]> moves =
          moves(in, GradientChain.of(pcGrad(), clipByGlobalNorm(norm), sgd(1f)), model.cut());
      double square = 0;
      for (float[] move : moves) {
        for (float value : move) {
          square += (double) value * value;
        }
      }
      return Math.sqrt(square);
    }
  }

  /** One step of sgd(1) against the same arithmetic on gradients fetched task by task. */
  private static void assertMoves(
      InGraph in,
      SmallMixture model,
      Objective objective,
      boolean penalised,
      GradientStep.Merge... merge) {
    int tasks = model.losses.size();
    List<GradientStep> steps = new ArrayList<>(List.of(merge));
    steps.add(sgd(1f));
    Operand<TInt32> order =
        TaskOrder.of(new MergeSite(in.tf, tasks, objective.seed(), objective.step()));
    List<Operand<TFloat32>> each = TaskPasses.of(in, model.losses, in.weights);
    List<Operand<TFloat32>> penalties = TaskPasses.of(in, List.of(model.penalty), in.weights);
    TrainingStep step = new StepAssembly(GradientChain.of(steps), in.variables).step(objective);
    in.initialize();

    int n = in.weights.size();
    List<float[]> byTask = in.floats(each);
    List<float[]> byPenalty = in.floats(penalties);
    double[][] gradients = TaskPasses.shared(in.weights, byTask, tasks);
    int[][] orders = merge.length == 0 ? new int[tasks][0] : order(in, order);
    double[] merged = VectorPcGrad.merge(gradients, orders);
    double conflicts = 0;
    for (int i = 1; i < tasks; i++) {
      conflicts = Math.min(conflicts, VectorPcGrad.dot(gradients[i], gradients[i - 1]));
    }
    if (tasks > 1) {
      assertThat(conflicts).as("without conflict this shows nothing").isNegative();
    }
    List<double[]> expected = new ArrayList<>();
    List<double[]> sizes = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < n; i++) {
      double[] by = TaskPasses.summed(byTask, i, n);
      if (in.weights.get(i).shared()) {
        System.arraycopy(merged, at, by, 0, by.length);
        at += by.length;
      }
      if (penalised) {
        double[] penalty = TaskPasses.summed(byPenalty, i, n);
        for (int p = 0; p < by.length; p++) {
          by[p] += penalty[p];
        }
      }
      expected.add(by);
      sizes.add(sizes(byTask, i, n));
    }
    List<float[]> moved = moves(in, step);
    for (int i = 0; i < in.weights.size(); i++) {
      assertMoved(in.weights.get(i), moved.get(i), expected.get(i), sizes.get(i));
    }
  }

  /**
   * What the tasks' gradients by the i-th of n weights come to without signs: a sum rounds by it.
   */
  private static double[] sizes(List<float[]> byTask, int i, int n) {
    double[] sizes = new double[byTask.get(i).length];
    for (int at = i; at < byTask.size(); at += n) {
      for (int p = 0; p < sizes.length; p++) {
        sizes[p] += Math.abs(byTask.get(at)[p]);
      }
    }
    return sizes;
  }

  private static void assertMoved(Weight weight, float[] moved, double[] expected, double[] sizes) {
    double[] all = inRows(weight, moved.length, expected);
    double[] rounded = inRows(weight, moved.length, sizes);
    assertThat(moved).hasSameSizeAs(all);
    for (int p = 0; p < moved.length; p++) {
      assertThat((double) moved[p])
          .as("%s entry %s", weight.name(), p)
          .isCloseTo(all[p], within(1e-6 * (1 + rounded[p])));
    }
  }

  /** Of a table the gradients are by the gathered rows, in the order of the leaf. */
  private static double[] inRows(Weight weight, int length, double[] gathered) {
    if (!weight.isTable()) {
      return gathered;
    }
    double[] all = new double[length];
    int[] rows = {4, 1, 7};
    for (int r = 0; r < rows.length; r++) {
      System.arraycopy(gathered, 2 * r, all, 2 * rows[r], 2);
    }
    return all;
  }

  private static List<float[]> moves(InGraph in, GradientChain chain, Objective objective) {
    TrainingStep step = new StepAssembly(chain, in.variables).step(objective);
    in.initialize();
    return moves(in, step);
  }

  private static List<float[]> moves(InGraph in, TrainingStep step) {
    List<Operand<TFloat32>> reads =
        in.weights.stream().map(weight -> in.read(weight.handle())).toList();
    List<float[]> before = in.floats(reads);
    in.run(step.train());
    List<float[]> moves = in.floats(reads);
    for (int i = 0; i < before.size(); i++) {
      for (int p = 0; p < before.get(i).length; p++) {
        moves.get(i)[p] = before.get(i)[p] - moves.get(i)[p];
      }
    }
    return moves;
  }

  private static int[][] order(InGraph in, Operand<TInt32> order) {
    try (Result result = in.session().runner().fetch(order).run()) {
      return TaskOrderTest.rows((TInt32) result.get(0));
    }
  }
}
