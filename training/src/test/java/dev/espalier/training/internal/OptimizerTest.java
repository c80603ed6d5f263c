package dev.espalier.training.internal;

import static dev.espalier.training.GradientSteps.adaDelta;
import static dev.espalier.training.GradientSteps.adaGrad;
import static dev.espalier.training.GradientSteps.adam;
import static dev.espalier.training.GradientSteps.adamW;
import static dev.espalier.training.GradientSteps.ftrl;
import static dev.espalier.training.GradientSteps.lazyAdam;
import static dev.espalier.training.GradientSteps.lion;
import static dev.espalier.training.GradientSteps.momentum;
import static dev.espalier.training.GradientSteps.nadam;
import static dev.espalier.training.GradientSteps.nesterov;
import static dev.espalier.training.GradientSteps.perBlock;
import static dev.espalier.training.GradientSteps.rmsProp;
import static dev.espalier.training.GradientSteps.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.graph.internal.Weight;
import dev.espalier.training.GradientChain;
import dev.espalier.training.GradientStep.Update;
import dev.espalier.training.Schedule;
import dev.espalier.training.Schedules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Twenty steps of every update against a few lines of double arithmetic. */
class OptimizerTest {
  private static final int STEPS = 20;
  private static final int ROWS = 5;
  private static final int WIDTH = 3;
  private static final Schedule DECAY = Schedules.exponential(0.1f, 0.5f, 10);

  static List<Update> updates() {
    return List.of(
        sgd(0.1f),
        sgd(DECAY),
        adam(0.1f),
        adam(DECAY).betas(0.5f, 0.8f).epsilon(1e-3f),
        momentum(0.1f),
        momentum(DECAY, 0.7f).nesterov(),
        adaGrad(DECAY),
        adaGrad(0.3f).start(0.5f),
        rmsProp(0.01f),
        rmsProp(DECAY).decay(0.5f).momentum(0.8f),
        lazyAdam(0.1f),
        nesterov(0.1f),
        adamW(0.1f),
        adamW(DECAY).betas(0.5f, 0.8f).epsilon(1e-3f).decay(0.3f),
        nadam(0.1f),
        nadam(DECAY).betas(0.5f, 0.8f).epsilon(1e-3f),
        adaDelta(1f),
        adaDelta(DECAY).decay(0.5f).epsilon(1e-2f),
        ftrl(0.1f),
        ftrl(DECAY).start(0.5f).l1(0.4f).l2(0.2f),
        lion(0.01f),
        perBlock(adam(0.1f)).rate("t", 0.5f).rate("w", 2f),
        perBlock(rmsProp(DECAY).momentum(0.8f)).rate("t", 0.3f),
        perBlock(adamW(0.1f).decay(0.3f)).rate("elsewhere", 0.5f),
        lion(DECAY).betas(0.5f, 0.8f).decay(0.3f));
  }

  @Test
  void everyUpdateIsAmongTheseCases() {
    for (Class<?> kind : Update.class.getPermittedSubclasses()) {
      assertThat(updates()).hasAtLeastOneElementOfType(kind);
    }
  }

  @ParameterizedTest
  @MethodSource("updates")
  void movesAWholeWeightAsTheFormulaSays(Update update) {
    Random random = new Random(1);
    try (InGraph in = new InGraph()) {
      Weight weight = in.weight("w", true, Shape.of(WIDTH), start(random, WIDTH));
      Placeholder<TFloat32> gradient =
          in.tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(WIDTH)));
      TrainingStep step = step(in, update, weight, gradient);
      List<ReferenceUpdate> expected = references(update, "w", in.value(weight.handle()));

      for (int s = 0; s < STEPS; s++) {
        float[] fed = start(random, WIDTH);
        try (TFloat32 tensor = InGraph.tensor(Shape.of(WIDTH), fed)) {
          in.session().runner().feed(gradient, tensor).addTarget(step.train()).run().close();
        }
        for (int i = 0; i < WIDTH; i++) {
          expected.get(i).step(s, fed[i]);
        }
        assertClose(in.value(weight.handle()), expected, s);
      }
      assertThat(in.steps()).isEqualTo(STEPS);
    }
  }

  @ParameterizedTest
  @MethodSource("updates")
  void movesGatheredRowsAsTheFormulaSaysAndNoOthers(Update update) {
    Random random = new Random(2);
    try (InGraph in = new InGraph()) {
      Placeholder<TInt32> ids = in.tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
      Weight table = in.table("t", Shape.of(ROWS, WIDTH), ids, start(random, ROWS * WIDTH));
      Placeholder<TFloat32> gradient =
          in.tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, WIDTH)));
      TrainingStep step = step(in, update, table, gradient);
      float[] first = in.value(table.handle());
      List<ReferenceUpdate> expected = references(update, "t", first);

      for (int s = 0; s < STEPS; s++) {
        int[] rows = s % 3 == 0 ? new int[] {3, 0} : s % 3 == 1 ? new int[] {1} : new int[] {0, 1};
        float[] before = in.value(table.handle());
        float[] fed = start(random, rows.length * WIDTH);
        try (TFloat32 tensor = InGraph.tensor(Shape.of(rows.length, WIDTH), fed);
            TInt32 numbers = TInt32.vectorOf(rows)) {
          in.session()
              .runner()
              .feed(gradient, tensor)
              .feed(ids, numbers)
              .addTarget(step.train())
              .run()
              .close();
        }
        for (int r = 0; r < rows.length; r++) {
          for (int i = 0; i < WIDTH; i++) {
            expected.get(rows[r] * WIDTH + i).step(s, fed[r * WIDTH + i]);
          }
        }
        float[] after = in.value(table.handle());
        assertClose(after, expected, s);
        for (int row = 0; row < ROWS; row++) {
          int at = row;
          boolean moved = Arrays.stream(rows).anyMatch(r -> r == at);
          assertThat(
                  Arrays.equals(
                      after,
                      row * WIDTH,
                      (row + 1) * WIDTH,
                      before,
                      row * WIDTH,
                      (row + 1) * WIDTH))
              .as("step %s row %s", s, row)
              .isEqualTo(!moved);
        }
      }
    }
  }

  /** A step whose gradient by the leaf is what is fed. */
  private static TrainingStep step(
      InGraph in, Update update, Weight weight, Operand<TFloat32> gradient) {
    Operand<TFloat32> loss =
        in.tf.sum(in.tf.math.mul(weight.leaf(), gradient), in.tf.constant(axes(weight)));
    TrainingStep step =
        new StepAssembly(GradientChain.of(update), in.variables).step(in.objective(List.of(loss)));
    in.initialize();
    return step;
  }

  private static int[] axes(Weight weight) {
    return weight.shape().numDimensions() == 1 ? new int[] {0} : new int[] {0, 1};
  }

  private static List<ReferenceUpdate> references(Update update, String name, float[] start) {
    List<ReferenceUpdate> references = new ArrayList<>();
    for (float value : start) {
      references.add(ReferenceUpdate.of(update, name, value));
    }
    return references;
  }

  private static void assertClose(float[] values, List<ReferenceUpdate> expected, int step) {
    for (int i = 0; i < values.length; i++) {
      assertThat((double) values[i])
          .as("step %s entry %s", step, i)
          .isCloseTo(expected.get(i).weight(), within(2e-5));
    }
  }

  private static float[] start(Random random, int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
