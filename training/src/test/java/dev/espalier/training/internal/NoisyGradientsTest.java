package dev.espalier.training.internal;

import static dev.espalier.training.GradientSteps.gradientNoise;
import static dev.espalier.training.GradientSteps.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.graph.internal.Weight;
import dev.espalier.training.GradientChain;
import dev.espalier.training.GradientException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class NoisyGradientsTest {
  private static final int SIZE = 20_000;

  /** What each of some steps adds to two weights, whose gradients are 1 and 0. */
  private static List<float[]> noise(int steps) {
    try (InGraph in = new InGraph()) {
      Ops tf = in.tf;
      Weight one = in.weight("one", true, Shape.of(SIZE), new float[SIZE]);
      Weight other = in.weight("other", false, Shape.of(SIZE), new float[SIZE]);
      Operand<TFloat32> loss =
          tf.math.add(
              tf.sum(one.leaf(), tf.constant(0)),
              tf.math.mul(tf.sum(other.leaf(), tf.constant(0)), tf.constant(0f)));
      TrainingStep step =
          new StepAssembly(GradientChain.of(gradientNoise(.04f), sgd(1f)), in.variables)
              .step(in.objective(List.of(loss)));
      in.initialize();
      List<float[]> all = new ArrayList<>();
      float[] before = new float[SIZE];
      for (int t = 0; t < steps; t++) {
        in.run(step.train());
        float[] after = in.value(one.handle());
        float[] moved = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
          moved[i] = before[i] - after[i] - 1;
        }
        before = after;
        all.add(moved);
      }
      all.add(in.value(other.handle()));
      return all;
    }
  }

  @Test
  void fallsStepByStepAndComesBackTheSame() {
    List<float[]> noise = noise(9);
    for (int t = 0; t < 9; t++) {
      double mean = 0;
      double square = 0;
      for (float each : noise.get(t)) {
        mean += each / SIZE;
        square += each * each / SIZE;
      }
      double variance = .04 / Math.pow(1 + t, .55);
      assertThat(mean).isCloseTo(0, within(4 * Math.sqrt(variance / SIZE)));
      assertThat(square).isCloseTo(variance, within(.05 * variance));
    }
    assertThat(noise.get(0)).isNotEqualTo(noise.get(1));
    assertThat(noise(9)).usingRecursiveComparison().isEqualTo(noise);
    float[] first = noise.get(0);
    float[] otherWeight = noise(1).get(1);
    double product = 0;
    for (int i = 0; i < SIZE; i++) {
      product -= first[i] * otherWeight[i] / SIZE;
    }
    assertThat(product).as("covariance").isCloseTo(0, within(4 * .04 / Math.sqrt(SIZE)));
  }

  @Test
  void settingsOutsideOfTheirRangeAreRefused() {
    assertThatThrownBy(() -> gradientNoise(0))
        .isInstanceOf(GradientException.class)
        .hasMessageContaining("gradientNoise.eta: received 0.0, allowed is a positive number");
    assertThatThrownBy(() -> gradientNoise(1).gamma(-1))
        .hasMessageContaining("gradientNoise.gamma: received -1.0, allowed is 0 or more");
  }
}
