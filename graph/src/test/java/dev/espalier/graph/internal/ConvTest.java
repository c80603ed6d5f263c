package dev.espalier.graph.internal;

import static dev.espalier.dsl.Blocks.conv;
import static dev.espalier.dsl.Features.image;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.graph.internal.Topologies.smooth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Activation;
import dev.espalier.dsl.Conv;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.Lowering;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Convolutions of an image of 5 x 4 pixels with 2 channels. */
class ConvTest {
  private static final int ROWS = 5;
  private static final int COLUMNS = 4;
  private static final int CHANNELS = 2;
  private static final int SIZE = 3;
  private static final int FILTERS = 2;
  private static final float[] BIAS = {.1f, -.1f};

  /**
   * Keras 3.15 on TensorFlow 2.21: Conv2D with padding "same", then the mean over the positions.
   */
  @Test
  void seesWhatKerasSees() {
    Conv conv = conv("photo", FILTERS).activation(Activation.TANH);
    assertThat(seen(conv, pixels())).containsExactly(new float[] {.05330862f, -.08258949f}, near());
  }

  @Test
  void isTheMeanOverAllWindows() {
    float[] pixels = pixels();
    float[] kernel = kernel();
    float[] sums = new float[FILTERS];
    for (int row = 0; row < ROWS; row++) {
      for (int column = 0; column < COLUMNS; column++) {
        for (int f = 0; f < FILTERS; f++) {
          float z = BIAS[f];
          for (int i = 0; i < SIZE * SIZE * CHANNELS; i++) {
            int r = row + i / CHANNELS / SIZE - 1;
            int c = column + i / CHANNELS % SIZE - 1;
            if (r >= 0 && r < ROWS && c >= 0 && c < COLUMNS) {
              int pixel = (r * COLUMNS + c) * CHANNELS + i % CHANNELS;
              z += pixels[pixel] * kernel[i * FILTERS + f];
            }
          }
          sums[f] += (float) (1 / (1 + Math.exp(-z)));
        }
      }
    }
    float[] means = {sums[0] / ROWS / COLUMNS, sums[1] / ROWS / COLUMNS};
    Conv conv = conv("photo", FILTERS).stride(1).activation(Activation.SIGMOID);
    assertThat(seen(conv, pixels)).containsExactly(means, near());
  }

  /** What a kernel of one pixel sees does not depend on where pixels are. */
  @Test
  void aKernelOfOnePixelKnowsNoPlaces() {
    float[] pixels = pixels();
    float[] turned = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      turned[i] = pixels[pixels.length - CHANNELS - i / CHANNELS * CHANNELS + i % CHANNELS];
    }
    Conv conv = conv("photo", FILTERS).kernelSize(1).stride(1).activation(Activation.TANH);
    assertThat(seen(conv, turned)).containsExactly(seen(conv, pixels), near());
  }

  private static org.assertj.core.data.Offset<Float> near() {
    return within(2e-6f);
  }

  private static float[] pixels() {
    float[] pixels = new float[ROWS * COLUMNS * CHANNELS];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i % 7 * .2f - .5f;
    }
    return pixels;
  }

  private static float[] kernel() {
    float[] kernel = new float[SIZE * SIZE * CHANNELS * FILTERS];
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] = i % 5 * .1f - .15f;
    }
    return kernel;
  }

  private static float[] seen(Conv conv, float[] pixels) {
    Topology topology =
        Topologies.of(
            "conv",
            List.of(numeric("x"), image("photo", ROWS, COLUMNS, CHANNELS)),
            List.of(conv),
            binary("b").tower(smooth(3)));
    try (Trial trial = Trial.of(topology, Lowering.BATCHED)) {
      String name = "shared0/conv/0/layer0/";
      float[] kernel =
          Arrays.copyOf(kernel(), conv.kernelSize() * conv.kernelSize() * CHANNELS * FILTERS);
      trial.assign(Map.of(name + "kernel", kernel, name + "bias", BIAS), 0);
      Batch some = trial.batch();
      float[] numbers = new float[some.size() * (1 + pixels.length)];
      for (int row = 0; row < some.size(); row++) {
        System.arraycopy(pixels, 0, numbers, row * (1 + pixels.length) + 1, pixels.length);
      }
      Batch batch = new Batch(some.size(), numbers, some.ids(), some.labels(), some.weights());
      float[] out =
          trial.run(List.of(trial.graph.objective().boundary().get(0)), batch, Map.of()).get(0);
      return Arrays.copyOfRange(out, 1, 1 + FILTERS);
    }
  }
}
