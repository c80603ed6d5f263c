package dev.espalier.graph.internal;

import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Features.sequence;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.graph.internal.Topologies.smooth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Pooling;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.Lowering;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Two steps of two numbers, compared with a place of two numbers; the features are the boundary.
 */
class AttentionTest {
  private static final int STEPS = 2;
  private static final int WIDTH = 2;
  private static final float[] KERNEL = new float[4 * WIDTH * 3];
  private static final float[] HEAD = {.5f, -1f, .25f};

  static {
    for (int i = 0; i < KERNEL.length; i++) {
      KERNEL[i] = (i * 5 % 11) * .1f - .5f;
    }
  }

  @Test
  void weighsStepsByWhatTheyHaveToDoWithTheTarget() {
    try (Trial trial = trial()) {
      Batch batch = trial.batch();
      float[] features = features(trial, batch);
      for (int row = 0; row < batch.size(); row++) {
        float[] n = new float[WIDTH + STEPS * WIDTH + STEPS];
        System.arraycopy(batch.numbers(), row * n.length, n, 0, n.length);
        float[] pooled = new float[WIDTH];
        for (int s = 0; s < STEPS; s++) {
          float mark = n[WIDTH + STEPS * WIDTH + s];
          float score = score(n, s);
          for (int d = 0; d < WIDTH; d++) {
            pooled[d] += mark * score * n[WIDTH + s * WIDTH + d];
          }
        }
        for (int d = 0; d < WIDTH; d++) {
          assertThat(features[row * 2 * WIDTH + d]).isEqualTo(n[d]);
          assertThat(features[row * 2 * WIDTH + WIDTH + d]).isEqualTo(pooled[d], within(1e-5f));
        }
      }
    }
  }

  /** The network on [v, t, v - t, v t]: three hidden units, then one number. */
  private static float score(float[] n, int step) {
    float[] read = new float[4 * WIDTH];
    for (int d = 0; d < WIDTH; d++) {
      float v = n[WIDTH + step * WIDTH + d];
      read[d] = v;
      read[WIDTH + d] = n[d];
      read[2 * WIDTH + d] = v - n[d];
      read[3 * WIDTH + d] = v * n[d];
    }
    float score = .3f;
    for (int h = 0; h < 3; h++) {
      float z = .1f * h;
      for (int i = 0; i < read.length; i++) {
        z += read[i] * KERNEL[i * 3 + h];
      }
      score += HEAD[h] * (float) Math.tanh(z);
    }
    return score;
  }

  /** Nothing is left of an example without steps that count, whatever stands in them. */
  @Test
  void anExampleWithoutStepsHasZeros() {
    try (Trial trial = trial()) {
      Batch some = trial.batch();
      float[] numbers = some.numbers().clone();
      int width = WIDTH + STEPS * WIDTH + STEPS;
      for (int row = 0; row < some.size(); row++) {
        numbers[row * width + width - 1] = 0;
        numbers[row * width + width - 2] = 0;
      }
      Batch none = new Batch(some.size(), numbers, some.ids(), some.labels(), some.weights());
      float[] features = features(trial, none);
      for (int row = 0; row < some.size(); row++) {
        assertThat(features[row * 2 * WIDTH + WIDTH]).isZero();
        assertThat(features[row * 2 * WIDTH + WIDTH + 1]).isZero();
      }
    }
  }

  private static Trial trial() {
    Topology topology =
        Topologies.of(
            "attention",
            List.of(
                numeric("place", WIDTH),
                sequence("places", STEPS, WIDTH)
                    .mask("m")
                    .pooling(new Pooling.Attention("place", smooth(3)))),
            List.of(),
            binary("b").tower(smooth(3)));
    Trial trial = Trial.of(topology, Lowering.BATCHED);
    String name = "inputs/places/attention/";
    trial.assign(
        Map.of(
            name + "layer0/kernel",
            KERNEL,
            name + "layer0/bias",
            new float[] {0, .1f, .2f},
            name + "head/kernel",
            HEAD,
            name + "head/bias",
            new float[] {.3f}),
        0);
    return trial;
  }

  private static float[] features(Trial trial, Batch batch) {
    return trial.run(List.of(trial.graph.objective().boundary().get(0)), batch, Map.of()).get(0);
  }
}
