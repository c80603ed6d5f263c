package dev.espalier.graph.internal;

import static dev.espalier.dsl.Blocks.gru;
import static dev.espalier.dsl.Features.categorical;
import static dev.espalier.dsl.Features.multivalent;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Features.sequence;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.graph.internal.Topologies.smooth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.Lowering;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recurrent units, against those of Keras 3.15 on TensorFlow 2.21. */
class GruTest {
  private static final String NAME = "shared0/gru/0/";
  private static final float[] KERNEL = {
    -.5f, -.4f, -.3f, -.2f, -.1f, 0, .1f, .2f, .3f, .4f, .5f, .6f
  };
  private static final float[] RECURRENT = {
    .08f, .16f, .24f, .32f, .4f, .48f, -.4f, -.32f, -.24f, -.16f, -.08f, 0
  };
  private static final float[] BIAS = {.1f, -.2f, .3f, .05f, -.15f, .2f};
  private static final float[] STEPS = {
    .5f, -1, .25f, .75f, -.3f, .6f, 1, 2, -1.5f, .2f, .4f, -.8f
  };

  /**
   * Keras' update gate keeps the state where that of the paper changes it, so that its columns had
   * the opposite signs there; {@code reset_after=True}.
   */
  @ParameterizedTest(name = "steps that count: {0}")
  @CsvSource({
    "1 1 1 1 1 1, .06436741 .33125275 -.101424 .16974437",
    "1 1 0 0 1 1, -.05306286 .16920194 -.19059111 .02622362"
  })
  void leavesWhatKerasLeaves(String marks, String expected) {
    float[] states = states(3, STEPS, floats(marks));
    assertThat(states).containsExactly(floats(expected), within(2e-6f));
  }

  @Test
  void stepsThatDoNotCountChangeNothing() {
    float[] three = states(3, STEPS, floats("1 1 1 1 0 1"));
    float[] five = new float[2 * 5 * 2];
    Arrays.fill(five, 77f);
    System.arraycopy(STEPS, 0, five, 0, 6);
    System.arraycopy(STEPS, 6, five, 10, 2);
    System.arraycopy(STEPS, 10, five, 16, 2);
    assertThat(states(5, five, floats("1 1 1 0 0 1 0 0 1 0")))
        .containsExactly(three, within(1e-6f));
  }

  @Test
  void nothingIsLeftOfNoStep() {
    assertThat(states(3, STEPS, new float[6])).containsOnly(0f);
  }

  /** Weights say how much a value counts where it is pooled; a unit reads it or does not. */
  @Test
  void weightsOfValuesAreMarksHere() {
    Feature items = multivalent(categorical("items", 4, 2), 3).weights("w");
    try (Trial trial = trial(items, "items")) {
      Batch some = trial.batch();
      float[] numbers = some.numbers().clone();
      float[] light = state(trial, with(some, numbers));
      for (int row = 0; row < some.size(); row++) {
        for (int i = 1; i < 4; i++) {
          numbers[row * 4 + i] *= 3;
        }
      }
      assertThat(state(trial, with(some, numbers))).containsExactly(light);
      for (int row = 0; row < some.size(); row++) {
        Arrays.fill(numbers, row * 4 + 1, row * 4 + 4, 0f);
      }
      assertThat(state(trial, with(some, numbers))).containsOnly(0f);
    }
  }

  private static Batch with(Batch some, float[] numbers) {
    return new Batch(some.size(), numbers, some.ids(), some.labels(), some.weights());
  }

  /** The states after two sequences of so many steps, of which those marked 1 count. */
  private static float[] states(int steps, float[] values, float[] marks) {
    try (Trial trial = trial(sequence("s", steps, 2).mask("m").unpooled(), "s")) {
      trial.assign(
          Map.of(NAME + "kernel", KERNEL, NAME + "recurrent", RECURRENT, NAME + "bias", BIAS), 0);
      Batch some = trial.batch();
      int width = 1 + 3 * steps;
      float[] numbers = new float[some.size() * width];
      for (int row = 0; row < some.size(); row++) {
        System.arraycopy(values, row % 2 * 2 * steps, numbers, row * width + 1, 2 * steps);
        System.arraycopy(marks, row % 2 * steps, numbers, row * width + 1 + 2 * steps, steps);
      }
      return Arrays.copyOf(state(trial, with(some, numbers)), 4);
    }
  }

  /** The states of all examples; the stream before the unit is one number wide. */
  private static float[] state(Trial trial, Batch batch) {
    float[] out =
        trial.run(List.of(trial.graph.objective().boundary().get(0)), batch, Map.of()).get(0);
    float[] states = new float[batch.size() * 2];
    for (int i = 0; i < states.length; i++) {
      states[i] = out[i / 2 * (out.length / batch.size()) + out.length / batch.size() - 2 + i % 2];
    }
    return states;
  }

  private static Trial trial(Feature feature, String read) {
    Topology topology =
        Topologies.of(
            "gru",
            List.of(numeric("x"), feature),
            List.of(gru(read, 2)),
            binary("b").tower(smooth(3)));
    return Trial.of(topology, Lowering.BATCHED);
  }

  private static float[] floats(String text) {
    String[] parts = text.split(" ");
    float[] floats = new float[parts.length];
    for (int i = 0; i < parts.length; i++) {
      floats[i] = Float.parseFloat(parts[i]);
    }
    return floats;
  }
}
