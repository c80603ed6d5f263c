package dev.espalier.graph.internal;

import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.snr;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.binary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.HardConcrete;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.dsl.plan.SnrStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** Codes as they are drawn in training: 2,000 at a step. */
class HardConcreteCodesTest {
  private static final int STEPS = 20;
  private static final int CODES = 40 * 50;

  /** Probabilities by log alpha from the distribution function; at 0 those of methods.md 3.4. */
  @ParameterizedTest
  @CsvSource({"0, .168, .168", "1.5, .043, .475", "-2, .599, .027"})
  void areZeroAndOneAsOftenAsTheyShould(float logAlpha, double zero, double one) {
    HardConcrete c = HardConcrete.defaults().initialLogAlpha(logAlpha);
    double zeros = sigmoid(c.beta() * Math.log(-c.gamma() / c.zeta()) - logAlpha);
    double ones = sigmoid(logAlpha - c.beta() * Math.log((1 - c.gamma()) / (c.zeta() - 1)));
    assertThat(zeros).isCloseTo(zero, within(5e-4));
    assertThat(ones).isCloseTo(one, within(5e-4));
    try (Codes codes = new Codes(c, 3)) {
      int n = STEPS * CODES;
      int atZero = 0;
      int atOne = 0;
      int belowMiddle = 0;
      for (int step = 0; step < STEPS; step++) {
        for (float z : codes.draw(step)) {
          atZero += z == 0 ? 1 : 0;
          atOne += z == 1 ? 1 : 0;
          belowMiddle += z < 0.5f ? 1 : 0;
        }
      }
      // s < 1/2 has probability sigmoid(-log alpha): five deviations each.
      assertThat(atZero / (double) n).isCloseTo(zeros, within(5 * deviation(zeros, n)));
      assertThat(atOne / (double) n).isCloseTo(ones, within(5 * deviation(ones, n)));
      double middle = sigmoid(-logAlpha);
      assertThat(belowMiddle / (double) n).isCloseTo(middle, within(5 * deviation(middle, n)));
    }
  }

  @Test
  void areFreshAtEachStepAndTheSameForTheSameSeedAndStep() {
    try (Codes one = new Codes(HardConcrete.defaults(), 3);
        Codes again = new Codes(HardConcrete.defaults(), 3);
        Codes other = new Codes(HardConcrete.defaults(), 4)) {
      assertThat(one.draw(5)).isEqualTo(again.draw(5)).isEqualTo(one.draw(5));
      // Two codes are both 0 or both 1 in .056 of all places, and hardly ever equal elsewhere.
      double expected = 2 * .168 * .168;
      double bound = expected + 5 * deviation(expected, CODES);
      assertThat(equal(one.draw(5), one.draw(6))).isLessThan(bound);
      assertThat(equal(one.draw(5), other.draw(5))).isLessThan(bound);
    }
  }

  private static double equal(float[] a, float[] b) {
    int same = 0;
    for (int i = 0; i < a.length; i++) {
      same += a[i] == b[i] ? 1 : 0;
    }
    return same / (double) a.length;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double deviation(double p, int n) {
    return Math.sqrt(p * (1 - p) / n);
  }

  /** The codes of 50 connections to each of 40 sub-networks. */
  private static final class Codes implements AutoCloseable {
    private final Graph graph = new Graph();
    private final Placeholder<TInt64> step;
    private final Operand<TFloat32> codes;
    private final Session session;

    Codes(HardConcrete settings, long seed) {
      var topology =
          Topologies.of(
              "codes",
              java.util.List.of(numeric("x")),
              java.util.List.of(experts(50, 1), snr(40, 1).codes(settings)),
              binary("b"));
      Ops tf = Ops.create(graph);
      step = tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
      Variables variables = new Variables(tf, seed);
      codes =
          new SnrLowering(tf, new TrainableWeights(tf, variables), Phase.training(seed, step))
              .codes(((SnrStep) Plan.of(topology).steps().get(1)).connections());
      Op start = variables.initialize();
      session = new Session(graph);
      session.runner().addTarget(start).run().close();
    }

    float[] draw(long at) {
      try (TInt64 fed = TInt64.scalarOf(at);
          var result = session.runner().feed(step, fed).fetch(codes).run()) {
        float[] values = new float[CODES];
        result.get(0).asRawTensor().data().asFloats().read(values);
        return values;
      }
    }

    @Override
    public void close() {
      session.close();
      graph.close();
    }
  }
}
