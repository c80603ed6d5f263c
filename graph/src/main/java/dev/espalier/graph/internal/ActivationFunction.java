package dev.espalier.graph.internal;

import dev.espalier.dsl.Activation;

/** Activations on one number, in float64: the same functions that {@link Activations} writes. */
final class ActivationFunction {
  private static final double SELU_SCALE = 1.0507009873554804934;
  private static final double SELU_ALPHA = 1.6732632423543772848;

  private ActivationFunction() {}

  static double apply(Activation activation, double x) {
    return switch (activation) {
      case LINEAR -> x;
      case RELU -> Math.max(0, x);
      case LEAKY_RELU -> x > 0 ? x : 0.2 * x;
      case ELU -> x > 0 ? x : Math.expm1(x);
      case SELU -> SELU_SCALE * (x > 0 ? x : SELU_ALPHA * Math.expm1(x));
      case SIGMOID -> sigmoid(x);
      case TANH -> Math.tanh(x);
      case SOFTPLUS -> Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x)));
      case SWISH -> x * sigmoid(x);
      case GELU -> x * normal(x);
    };
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** The standard normal distribution function. */
  private static double normal(double x) {
    double density = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    double a = Math.abs(x);
    if (a < 4) {
      // 1/2 + density (x + x^3/3 + x^5/15 + ...): all terms of one sign, no cancellation.
      double term = x;
      double sum = x;
      for (int k = 3; Math.abs(term) > 1e-17 * Math.abs(sum); k += 2) {
        term *= x * x / k;
        sum += term;
      }
      return 0.5 + density * sum;
    }
    // The tail as a continued fraction: density / (a + 1/(a + 2/(a + 3/(a + ...)))).
    double fraction = a;
    for (int k = 40; k >= 1; k--) {
      fraction = a + k / fraction;
    }
    double tail = density / fraction;
    return x > 0 ? 1 - tail : tail;
  }
}
