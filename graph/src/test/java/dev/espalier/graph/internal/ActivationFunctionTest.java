package dev.espalier.graph.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Activation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class ActivationFunctionTest {
  private static final float[] POINTS = {
    0f, -0f, 1e-6f, -1e-6f, .3f, -.3f, 1f, -1f, 2.5f, -2.5f, 3.99f, -3.99f, 4.01f, -4.01f, 9f, -9f,
    30f, -30f, 80f, -80f
  };

  @ParameterizedTest
  @EnumSource
  void isWhatTheGraphComputes(Activation activation) {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> y = Activations.apply(tf, activation, tf.constant(POINTS));
      try (Result result = session.runner().fetch(y).run()) {
        TFloat32 values = (TFloat32) result.get(0);
        for (int i = 0; i < POINTS.length; i++) {
          double own = ActivationFunction.apply(activation, POINTS[i]);
          assertThat((double) values.getFloat(i))
              .as("%s(%s)", activation, POINTS[i])
              .isCloseTo(own, within(4e-6 * Math.max(1e-1, Math.abs(own))));
        }
      }
    }
  }
}
