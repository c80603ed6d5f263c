package dev.espalier.graph.internal;

import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.multiclass;
import static dev.espalier.dsl.Tasks.regression;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Task;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Losses of given logits against the textbook, in double. */
class LossesTest {
  private static final float[] LOGITS = {-20, -3, -0.1f, 0, 0.2f, 5, 20, 1};
  private static final float[] YES = {0, 1, 0, 1, 1, 0, 1, 0};
  private static final float[] WEIGHTS = {1, 2, 0, 0.5f, 1, 0.25f, 1, 3};

  @Test
  void binaryIsTheCrossEntropy() {
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < LOGITS.length; i++) {
      double p = 1 / (1 + Math.exp(-(double) LOGITS[i]));
      sum += WEIGHTS[i] * -(YES[i] * Math.log(p) + (1 - YES[i]) * Math.log1p(-p));
      weights += WEIGHTS[i];
    }
    assertThat((double) loss(binary("b"), 1, LOGITS, YES, WEIGHTS)[0])
        .isCloseTo(sum / weights, within(1e-6));
  }

  @Test
  void regressionIsTheSquaredErrorTimesTheTasksWeight() {
    double sum = 0;
    for (int i = 0; i < LOGITS.length; i++) {
      sum += Math.pow((double) LOGITS[i] - YES[i], 2) / LOGITS.length;
    }
    assertThat((double) loss(regression("r").weight(0.5f), 1, LOGITS, YES, null)[0])
        .isCloseTo(0.5 * sum, within(1e-4)); // 4e-7 of it
  }

  @Test
  void multiclassIsTheCrossEntropy() {
    float[] labels = {3, 0};
    double sum = 0;
    for (int i = 0; i < 2; i++) {
      double all = 0;
      for (int c = 0; c < 4; c++) {
        all += Math.exp(LOGITS[4 * i + c]);
      }
      sum += (Math.log(all) - LOGITS[4 * i + (int) labels[i]]) / 2;
    }
    assertThat((double) loss(multiclass("m", 4), 4, LOGITS, labels, null)[0])
        .isCloseTo(sum, within(1e-6 * sum));
  }

  @Test
  void farLogitsAreFiniteInValueAndGradient() {
    float[] far = {1e4f, -1e4f, 1e4f, -1e4f};
    float[] labels = {0, 1, 1, 0};
    assertThat(loss(binary("b"), 1, far, labels, null))
        .containsExactly(new float[] {5e3f, 0.25f, -0.25f, 0, 0}, within(1e-6f));
    assertThat(loss(multiclass("m", 2), 2, far, new float[] {1, 0}, null))
        .containsExactly(new float[] {1e4f, 0.5f, -0.5f, 0, 0}, within(1e-6f));
  }

  @Test
  void aMissingClassMayHaveAnyLabel() {
    for (float label : new float[] {0, -1, 99, Float.NaN}) {
      float[] found =
          loss(multiclass("m", 4), 4, LOGITS, new float[] {3, label}, new float[] {2, 0});
      float[] alone =
          loss(
              multiclass("m", 4),
              4,
              java.util.Arrays.copyOf(LOGITS, 4),
              new float[] {3},
              new float[] {2});
      assertThat(java.util.Arrays.copyOf(found, 5)).containsExactly(alone, within(1e-6f));
      for (int i = 5; i < 9; i++) {
        assertThat(found[i]).isZero();
      }
    }
  }

  /** The loss and its gradient by each logit. */
  private static float[] loss(
      Task task, int width, float[] logits, float[] labels, float[] weights) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      int size = labels.length;
      Operand<TFloat32> x = tf.reshape(tf.constant(logits), tf.constant(new int[] {size, width}));
      Operand<TFloat32> loss =
          new LossLowering(
                  tf,
                  List.of(task),
                  row(tf, labels),
                  weights == null ? null : row(tf, weights),
                  null)
              .losses(List.of(task), Streams.flat(tf, 1, width, x), null, Task::weight)
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

  private static Operand<TFloat32> row(Ops tf, float[] values) {
    return tf.reshape(tf.constant(values), tf.constant(new int[] {1, values.length}));
  }
}
