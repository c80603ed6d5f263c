package dev.espalier.training.internal;

import static dev.espalier.training.GradientSteps.equalWeights;
import static dev.espalier.training.GradientSteps.gradDrop;
import static dev.espalier.training.GradientSteps.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.graph.internal.Weight;
import dev.espalier.training.GradientChain;
import dev.espalier.training.GradientStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

class GradDropRuleTest {
  private static final int WIDTH = 50;

  /** The rule on any gradients, with any key. */
  private static final class Trial implements AutoCloseable {
    private final InGraph in = new InGraph();
    private final Placeholder<TFloat32> rows =
        in.tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, WIDTH)));
    private final Placeholder<TInt64> step =
        in.tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
    private final Operand<TFloat32> merged;

    Trial(float leak) {
      merged =
          new GradDropRule(leak)
              .merged(in.tf, rows, in.tf.stack(List.of(in.tf.constant(7L), step)));
    }

    float[] merged(float[][] gradients, long at) {
      float[] flat = new float[gradients.length * WIDTH];
      for (int t = 0; t < gradients.length; t++) {
        System.arraycopy(gradients[t], 0, flat, t * WIDTH, WIDTH);
      }
      try (TFloat32 fed = InGraph.tensor(Shape.of(gradients.length, WIDTH), flat);
          TInt64 number = TInt64.scalarOf(at);
          Result result =
              in.session().runner().feed(rows, fed).feed(step, number).fetch(merged).run()) {
        return InGraph.floats((TFloat32) result.get(0));
      }
    }

    @Override
    public void close() {
      in.close();
    }
  }

  private static float[][] gradients(Random random, int tasks) {
    float[][] gradients = new float[tasks][WIDTH];
    for (float[] row : gradients) {
      for (int p = 0; p < WIDTH; p++) {
        row[p] = p == 0 ? 0 : (float) (random.nextGaussian() + 0.5);
      }
    }
    return gradients;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 32})
  void eachCoordinateIsTheSumOfOneSign(int tasks) {
    Random random = new Random(tasks);
    float[][] gradients = gradients(random, tasks);
    try (Trial trial = new Trial(0)) {
      int[] positives = new int[WIDTH];
      int draws = 400;
      for (int i = 0; i < draws; i++) {
        float[] merged = trial.merged(gradients, i);
        for (int p = 0; p < WIDTH; p++) {
          double up = sum(gradients, p, 1);
          double down = sum(gradients, p, -1);
          boolean positive = merged[p] > 0 || (merged[p] == 0 && down != 0);
          assertThat(merged[p]).isCloseTo((float) (positive ? up : down), within(1e-4f));
          positives[p] += positive ? 1 : 0;
        }
      }
      for (int p = 1; p < WIDTH; p++) {
        double up = sum(gradients, p, 1);
        double purity = up / (up - sum(gradients, p, -1));
        // Four standard deviations of as many draws.
        double spread = 4 * Math.sqrt(purity * (1 - purity) / draws) + 1e-9;
        assertThat(positives[p] / (double) draws).isCloseTo(purity, within(spread));
      }
    }
  }

  private static double sum(float[][] gradients, int p, int sign) {
    double sum = 0;
    for (float[] row : gradients) {
      sum += sign * row[p] > 0 ? row[p] : 0;
    }
    return sum;
  }

  @Test
  void aLeakKeepsItsPartOfTheSum() {
    float[][] gradients = gradients(new Random(3), 4);
    try (Trial none = new Trial(0);
        Trial some = new Trial(0.25f)) {
      float[] dropped = none.merged(gradients, 5);
      float[] leaked = some.merged(gradients, 5);
      for (int p = 0; p < WIDTH; p++) {
        double total = sum(gradients, p, 1) + sum(gradients, p, -1);
        assertThat(leaked[p]).isCloseTo((float) (0.25 * total + 0.75 * dropped[p]), within(1e-4f));
      }
    }
  }

  @Test
  void equalGradientsGiveTheirSum() {
    float[][] gradients = gradients(new Random(3), 1);
    try (Trial trial = new Trial(0)) {
      float[] merged = trial.merged(new float[][] {gradients[0], gradients[0], gradients[0]}, 1);
      for (int p = 0; p < WIDTH; p++) {
        assertThat(merged[p]).isCloseTo(3 * gradients[0][p], within(1e-5f));
      }
    }
  }

  /** A step of sgd(1) moves shared weights by the sum of one sign, and others by their gradient. */
  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void aModelMovesByOneSignInEachCoordinate(int tasks) {
    List<float[]> sums = moves(tasks, equalWeights());
    List<float[]> dropped = moves(tasks, gradDrop());
    try (InGraph in = new InGraph()) {
      SmallMixture model = new SmallMixture(in, tasks);
      int differ = 0;
      for (int i = 0; i < model.in.weights.size(); i++) {
        Weight weight = model.in.weights.get(i);
        for (int p = 0; p < sums.get(i).length; p++) {
          boolean same = Math.abs(sums.get(i)[p] - dropped.get(i)[p]) < 1e-4f;
          assertThat(same || weight.shared()).as(weight.name()).isTrue();
          differ += same ? 0 : 1;
        }
      }
      assertThat(differ).isPositive();
    }
  }

  private static List<float[]> moves(int tasks, GradientStep.Merge merge) {
    try (InGraph in = new InGraph()) {
      SmallMixture model = new SmallMixture(in, tasks);
      TrainingStep step =
          new StepAssembly(GradientChain.of(merge, sgd(1f)), in.variables).step(model.cut());
      var reads = in.weights.stream().map(Weight::handle).map(in::read).toList();
      in.initialize();
      List<float[]> before = in.floats(reads);
      in.run(step.train());
      List<float[]> after = in.floats(reads);
      List<float[]> moves = new ArrayList<>();
      for (int i = 0; i < before.size(); i++) {
        float[] move = new float[before.get(i).length];
        for (int p = 0; p < move.length; p++) {
          move[p] = after.get(i)[p] - before.get(i)[p];
        }
        moves.add(move);
      }
      return moves;
    }
  }
}
