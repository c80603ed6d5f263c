package dev.espalier.training.internal;

import static dev.espalier.training.GradientSteps.adaDelta;
import static dev.espalier.training.GradientSteps.adaGrad;
import static dev.espalier.training.GradientSteps.adam;
import static dev.espalier.training.GradientSteps.adamW;
import static dev.espalier.training.GradientSteps.ftrl;
import static dev.espalier.training.GradientSteps.lion;
import static dev.espalier.training.GradientSteps.nadam;
import static dev.espalier.training.GradientSteps.nesterov;
import static dev.espalier.training.GradientSteps.rmsProp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.graph.internal.Weight;
import dev.espalier.training.GradientChain;
import dev.espalier.training.GradientStep.Update;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * Four steps of a weight against the numbers of Keras 3.15.1 on TensorFlow 2.21 with the same
 * settings; those of nadam, whose memory Keras warms up, are from the paper's formula in NumPy.
 */
class KerasUpdatesTest {
  private static final float[][] GRADIENTS = {
    {.5f, -1.2f, .03f}, {-.7f, -.4f, .9f}, {.2f, 1.5f, -.6f}, {1.1f, -.3f, 0}
  };

  static List<Arguments> updates() {
    return List.of(
        Arguments.of(adam(.1f), new double[] {.8790331, -.3140072, .0482378}),
        Arguments.of(adamW(.1f).decay(.05f), new double[] {.8604504, -.3064159, .0456008}),
        Arguments.of(adaDelta(1f), new double[] {.9922827, -.4972996, .2442777}),
        Arguments.of(ftrl(.1f).l1(.2f).l2(.3f), new double[] {.2937784, -.2772320, -.0210800}),
        Arguments.of(lion(.01f).decay(.05f), new double[] {.9780115, -.4790207, .2295204}),
        Arguments.of(rmsProp(.01f), new double[] {.9611578, -.4778062, .2049636}),
        Arguments.of(adaGrad(.1f), new double[] {.8944522, -.4331703, .1994791}),
        Arguments.of(nesterov(.1f), new double[] {.7727749, -.2205280, .0908047}),
        Arguments.of(nadam(.1f), new double[] {.8347526, -.3147747, -.0030231}));
  }

  @ParameterizedTest
  @MethodSource("updates")
  void moveAsKerasDoes(Update update, double[] expected) {
    try (InGraph in = new InGraph()) {
      Weight weight = in.weight("w", true, Shape.of(3), 1f, -.5f, .25f);
      Placeholder<TFloat32> gradient =
          in.tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(3)));
      Operand<TFloat32> loss =
          in.tf.sum(in.tf.math.mul(weight.leaf(), gradient), in.tf.constant(new int[] {0}));
      TrainingStep step =
          new StepAssembly(GradientChain.of(update), in.variables)
              .step(in.objective(List.of(loss)));
      in.initialize();
      for (float[] each : GRADIENTS) {
        try (TFloat32 fed = InGraph.tensor(Shape.of(3), each)) {
          in.session().runner().feed(gradient, fed).addTarget(step.train()).run().close();
        }
      }
      float[] found = in.value(weight.handle());
      for (int i = 0; i < found.length; i++) {
        assertThat((double) found[i]).as("entry %s", i).isCloseTo(expected[i], within(2e-6));
      }
    }
  }
}
