package dev.espalier.graph.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Activation;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class ActivationsTest {
  private static final float[] AT = {-30, -3, -1, -0.25f, 0.25f, 1, 3, 30};

  @ParameterizedTest
  @EnumSource(Activation.class)
  void isItsFormulaAndHasItsSlope(Activation activation) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> x = tf.identity(tf.constant(AT));
      Operand<TFloat32> y = Activations.apply(tf, activation, x);
      Output<?>[] slopes = graph.addGradients(tf.sum(y, tf.constant(0)).asOutput(), outputs(x));
      DoubleUnaryOperator formula = formula(activation);
      try (Session session = new Session(graph);
          var result = session.runner().fetch(y).fetch(slopes[0]).run()) {
        TFloat32 values = (TFloat32) result.get(0);
        TFloat32 gradients = (TFloat32) result.get(1);
        for (int i = 0; i < AT.length; i++) {
          double slope =
              (formula.applyAsDouble(AT[i] + 1e-5) - formula.applyAsDouble(AT[i] - 1e-5)) / 2e-5;
          assertThat((double) values.getFloat(i))
              .isCloseTo(formula.applyAsDouble(AT[i]), within(1e-6 * (1 + Math.abs(AT[i]))));
          assertThat((double) gradients.getFloat(i)).isCloseTo(slope, within(2e-6));
        }
      }
    }
  }

  private static Output<?>[] outputs(Operand<TFloat32> x) {
    return new Output<?>[] {x.asOutput()};
  }

  private static DoubleUnaryOperator formula(Activation activation) {
    return switch (activation) {
      case LINEAR -> x -> x;
      case RELU -> x -> Math.max(0, x);
      case LEAKY_RELU -> x -> x > 0 ? x : 0.2 * x;
      case ELU -> x -> x > 0 ? x : Math.expm1(x);
      case SELU -> x -> 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * Math.expm1(x));
      case SIGMOID -> ActivationsTest::sigmoid;
      case TANH -> Math::tanh;
      case SOFTPLUS -> x -> Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x)));
      case SWISH -> x -> x * sigmoid(x);
      case GELU -> x -> x * normal(x);
    };
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** The normal distribution function, by Simpson's rule from -12. */
  private static double normal(double x) {
    int n = 20_000;
    double from = -12;
    double width = (Math.max(from, Math.min(12, x)) - from) / n;
    double sum = 0;
    for (int i = 0; i <= n; i++) {
      double at = from + i * width;
      sum += (i == 0 || i == n ? 1 : i % 2 == 1 ? 4 : 2) * Math.exp(-at * at / 2);
    }
    return sum * width / 3 / Math.sqrt(2 * Math.PI);
  }
}
