package dev.espalier.graph.internal;

import static dev.espalier.dsl.Losses.crossEntropy;
import static dev.espalier.dsl.Losses.focal;
import static dev.espalier.dsl.Losses.huber;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.count;
import static dev.espalier.dsl.Tasks.multiclass;
import static dev.espalier.dsl.Tasks.multilabel;
import static dev.espalier.dsl.Tasks.ordinal;
import static dev.espalier.dsl.Tasks.quantile;
import static dev.espalier.dsl.Tasks.regression;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Task;
import dev.espalier.graph.extension.LogCosh;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Losses of given outputs against the textbook, in double, and their slopes by differences. */
class TargetLossesTest {
  private static final float[] LOGITS = {-9, -3, -0.1f, 0.05f, 0.2f, 4, 7, 1};
  private static final float[] YES = {0, 1, 0, 1, 1, 0, 1, 0};
  private static final float[] COUNTS = {0, 3, 1, 0, 2, 40, 70, 5};
  private static final float[] NUMBERS = {-9.5f, 8, 0.3f, -1, 0.2001f, 4.4f, 2, -6};
  private static final float[] WEIGHTS = {1, 2, 0, 0.5f, 1, 0.25f, 1, 3};

  @Test
  void labelSmoothingAndPositiveWeight() {
    assertPoints(
        binary("b").loss(crossEntropy().labelSmoothing(0.2f).positiveWeight(3f)),
        YES,
        (z, y) -> {
          double p = 1 / (1 + Math.exp(-z));
          double soft = 0.8 * y + 0.1;
          return -3 * soft * Math.log(p) - (1 - soft) * Math.log1p(-p);
        });
  }

  @Test
  void focalIsThePapersEquation() {
    assertPoints(
        binary("b").loss(focal(2f, 0.3f)),
        YES,
        (z, y) -> {
          double p = 1 / (1 + Math.exp(-z));
          double right = y == 1 ? p : 1 - p;
          return -(y == 1 ? 0.3 : 0.7) * Math.pow(1 - right, 2) * Math.log(right);
        });
  }

  @Test
  void focalWithoutFocusIsHalfTheCrossEntropy() {
    float[] half = loss(binary("b").loss(focal(0f, 0.5f)), 1, LOGITS, YES, WEIGHTS);
    float[] whole = loss(binary("b"), 1, LOGITS, YES, WEIGHTS);
    for (int i = 0; i < half.length; i++) {
      assertThat(2 * half[i]).isCloseTo(whole[i], within(1e-6f));
    }
  }

  @Test
  void huberEndsLinear() {
    assertPoints(
        regression("r").loss(huber(1.5f)),
        NUMBERS,
        (z, y) -> {
          double e = Math.abs(z - y);
          return e <= 1.5 ? e * e / 2 : 1.5 * (e - 0.75);
        });
  }

  @Test
  void aLossFromOutside() {
    assertPoints(
        regression("r").loss(new LogCosh(2f)), NUMBERS, (z, y) -> Math.log(Math.cosh((z - y) / 2)));
  }

  @Test
  void countIsHalfThePoissonDeviance() {
    assertPoints(
        count("c"), COUNTS, (z, y) -> Math.exp(z) - y * z + (y == 0 ? 0 : y * Math.log(y)) - y);
  }

  @Test
  void quantileIsThePinballLoss() {
    assertPoints(quantile("q", 0.8f), NUMBERS, (z, y) -> Math.max(0.8 * (y - z), -0.2 * (y - z)));
  }

  @Test
  void multiclassSpreadsWhatItSmooths() {
    float[] labels = {3, 0};
    double sum = 0;
    for (int i = 0; i < 2; i++) {
      double all = 0;
      for (int c = 0; c < 4; c++) {
        all += Math.exp(LOGITS[4 * i + c]);
      }
      for (int c = 0; c < 4; c++) {
        double share = 0.3 / 4 + (c == labels[i] ? 0.7 : 0);
        sum -= share * (LOGITS[4 * i + c] - Math.log(all)) / 2;
      }
    }
    Task task = multiclass("m", 4).loss(crossEntropy().labelSmoothing(0.3f));
    assertThat((double) loss(task, 4, LOGITS, labels, null)[0]).isCloseTo(sum, within(1e-5));
  }

  /**
   * Each label is averaged over its own examples (PLE, equation 9), and the labels that have any
   * over each other: by value, and by slope against differences.
   */
  @ParameterizedTest
  @ValueSource(strings = {"11111111", "02111111", "00001111", "11210000", "00020000", "00000000"})
  void multilabelIsTheMeanOverTheLabelsThatAnExampleHas(String weights) {
    float[] labels = {1, 0, 1, 1, 0, 0, 1, 0};
    float[] own = new float[8];
    for (int i = 0; i < 8; i++) {
      own[i] = weights.charAt(i) - '0';
    }
    float[] found = loss(multilabel("m", 2), 2, LOGITS, labels, own);
    double[] outputs = IntStream.range(0, 8).mapToDouble(i -> LOGITS[i]).toArray();
    assertThat((double) found[0]).isCloseTo(meanOfLabels(outputs, labels, own), within(1e-5));
    for (int i = 0; i < 8; i++) {
      double[] up = outputs.clone();
      double[] down = outputs.clone();
      up[i] += 1e-5;
      down[i] -= 1e-5;
      double slope = (meanOfLabels(up, labels, own) - meanOfLabels(down, labels, own)) / 2e-5;
      assertThat((double) found[1 + i]).isCloseTo(slope, within(1e-5));
    }
  }

  /** Of two labels and four examples. */
  private static double meanOfLabels(double[] outputs, float[] labels, float[] weights) {
    double sum = 0;
    int there = 0;
    for (int c = 0; c < 2; c++) {
      double total = 0;
      double weight = 0;
      for (int i = 0; i < 4; i++) {
        double z = outputs[2 * i + c];
        total += weights[4 * c + i] * Math.log1p(Math.exp(labels[4 * c + i] == 1 ? -z : z));
        weight += weights[4 * c + i];
      }
      sum += weight == 0 ? 0 : total / weight;
      there += weight == 0 ? 0 : 1;
    }
    return there == 0 ? 0 : sum / there;
  }

  @Test
  void ordinalIsTheLogarithmOfADifferenceOfSigmoids() {
    float[] gaps = {0.3f, -1, 2};
    double[] cuts = {0, 0, 0, 0};
    for (int k = 1; k < 4; k++) {
      cuts[k] = cuts[k - 1] + Math.log1p(Math.exp(gaps[k - 1])) + 1e-6;
    }
    float[] labels = {0, 1, 2, 3, 4, 2, 4, 1};
    double sum = 0;
    for (int i = 0; i < 8; i++) {
      int y = (int) labels[i];
      double reach = y == 0 ? 1 : 1 / (1 + Math.exp(cuts[y - 1] - LOGITS[i]));
      double next = y == 4 ? 0 : 1 / (1 + Math.exp(cuts[y] - LOGITS[i]));
      sum -= Math.log(reach - next) / 8;
    }
    assertThat((double) loss(ordinal("o", 5), 1, LOGITS, labels, null, gaps)[0])
        .isCloseTo(sum, within(1e-5 * sum));
  }

  @ParameterizedTest
  @ValueSource(floats = {-1e4f, -40, 0, 0.7f, 40, 1e4f})
  void ordinalProbabilitiesAreASharing(float logit) {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> gaps = tf.constant(new float[][][] {{{0.3f, -200, 2}}});
      Operand<TFloat32> probabilities =
          new CumulativeLogits(tf, gaps, 5).probabilities(tf.constant(new float[][][] {{{logit}}}));
      try (var result = session.runner().fetch(probabilities).run()) {
        float[] p = new float[5];
        result.get(0).asRawTensor().data().asFloats().read(p);
        double sum = 0;
        for (float one : p) {
          assertThat(one).isBetween(0f, 1f);
          sum += one;
        }
        assertThat(sum).isCloseTo(1, within(1e-6));
      }
    }
  }

  @Test
  void farOutputsAreFiniteInValueAndGradient() {
    float[] far = {1e4f, -1e4f, 1e4f, -1e4f};
    float[] yes = {0, 1, 1, 0};
    List<Task> points =
        List.of(
            binary("b").loss(crossEntropy().labelSmoothing(0.1f)),
            binary("b").loss(focal()),
            binary("b").loss(focal(0.5f, 0.5f)),
            regression("r").loss(huber(1f)),
            count("c"),
            quantile("q", 0.5f));
    for (Task task : points) {
      assertFinite(task, loss(task, 1, far, yes, null));
    }
    assertFinite(points.get(0), loss(multilabel("m", 2), 2, far, yes, null));
    assertFinite(
        points.get(0), loss(ordinal("o", 3), 1, far, new float[] {0, 1, 2, 2}, null, -200f));
    Task smoothed = multiclass("m", 2).loss(crossEntropy().labelSmoothing(0.1f));
    assertFinite(smoothed, loss(smoothed, 2, far, new float[] {1, 0}, null));
  }

  /** What is far too high comes down, however far it is. */
  @Test
  void aRateThatIsFarTooHighHasASlope() {
    assertThat(loss(count("c"), 1, new float[] {1e4f}, new float[] {3}, null)[1])
        .isGreaterThan(1e12f);
  }

  private static void assertFinite(Task task, float[] values) {
    for (float value : values) {
      assertThat(value).as("%s", task).isFinite();
    }
  }

  private static void assertPoints(Task task, float[] labels, DoubleBinaryOperator expected) {
    float[] found = loss(task, 1, LOGITS, labels, WEIGHTS);
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < labels.length; i++) {
      sum += WEIGHTS[i] * expected.applyAsDouble(LOGITS[i], labels[i]);
      weights += WEIGHTS[i];
    }
    assertThat((double) found[0]).isCloseTo(sum / weights, within(2e-6 * (1 + sum / weights)));
    for (int i = 0; i < labels.length; i++) {
      double up = expected.applyAsDouble(LOGITS[i] + 1e-5, labels[i]);
      double down = expected.applyAsDouble(LOGITS[i] - 1e-5, labels[i]);
      double slope = WEIGHTS[i] / weights * (up - down) / 2e-5;
      assertThat((double) found[1 + i])
          .as("slope at %s", LOGITS[i])
          .isCloseTo(slope, within(1e-5 * (1 + Math.abs(slope))));
    }
  }

  /** The loss and its gradient by each output. */
  private static float[] loss(
      Task task, int width, float[] logits, float[] labels, float[] weights, float... gaps) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      int columns = task.labels().size();
      Operand<TFloat32> x = tf.reshape(tf.constant(logits), tf.constant(new int[] {-1, width}));
      Operand<TFloat32> loss =
          new LossLowering(
                  tf,
                  List.of(task),
                  rows(tf, labels, columns),
                  weights == null ? null : rows(tf, weights, columns),
                  null)
              .losses(
                  List.of(task),
                  Streams.flat(tf, 1, width, x),
                  gaps.length == 0 ? null : tf.constant(new float[][][] {{gaps}}),
                  Task::weight)
              .get(0);
      Output<?>[] slopes = graph.addGradients(loss.asOutput(), new Output<?>[] {x.asOutput()});
      try (Session session = new Session(graph);
          var result = session.runner().fetch(loss).fetch(slopes[0]).run()) {
        float[] found = new float[1 + logits.length];
        result.get(0).asRawTensor().data().asFloats().read(found, 0, 1);
        result.get(1).asRawTensor().data().asFloats().read(found, 1, logits.length);
        return found;
      }
    }
  }

  private static Operand<TFloat32> rows(Ops tf, float[] values, int columns) {
    return tf.reshape(tf.constant(values), tf.constant(new int[] {columns, -1}));
  }
}
