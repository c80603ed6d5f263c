package dev.espalier.training.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.training.metrics.CalibrationCurve.Bin;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationCurveTest {

  @Test
  void meansAreThoseOfEachBin() {
    float[] said = {.01f, .05f, .98f, 1, .5f, Float.NaN, .5f};
    float[] labels = {0, 1, 1, 1, 0, 1, 1};
    float[] weights = {3, 1, 1, 1, 2, 1, 0};
    CalibrationCurve curve = CalibrationCurve.of(said, labels, weights);
    assertThat(curve.bins()).hasSize(3);
    assertThat(curve.bins().get(0).said()).isCloseTo(.08 / 4, within(1e-7));
    assertThat(curve.bins().get(0).happened()).isEqualTo(.25);
    assertThat(curve.bins().get(1)).isEqualTo(new Bin(.5, 0, 2));
    assertThat(curve.bins().get(2).happened()).isEqualTo(1);
    assertThat(CalibrationCurve.of(said, labels, new float[7]).bins()).isEmpty();
  }

  @Test
  void theirMeanDistanceIsTheError() {
    Random random = new Random(6);
    float[] said = new float[400];
    float[] labels = new float[400];
    float[] weights = new float[400];
    for (int i = 0; i < 400; i++) {
      said[i] = random.nextFloat();
      labels[i] = random.nextInt(2);
      weights[i] = random.nextInt(4);
    }
    double sum = 0;
    double total = 0;
    for (Bin bin : CalibrationCurve.of(said, labels, weights).bins()) {
      sum += bin.weight() * Math.abs(bin.said() - bin.happened());
      total += bin.weight();
    }
    assertThat(sum / total).isCloseTo(CalibrationError.of(said, labels, weights), within(1e-9));
  }
}
