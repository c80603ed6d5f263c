package dev.espalier.training.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Target;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Metrics that are asked for. */
class MetricsTest {
  private static final float[] SCORES = AucTest.SCORES;
  private static final float[] LABELS = AucTest.LABELS;
  private static final float[] WEIGHTS = AucTest.WEIGHTS;
  private static final float[] VALUES = {1.5f, -2, .25f, 3, 3, 0, -1, .5f};
  private static final float[] GUESSES = {1, -1.5f, 0, 2.5f, 4, .5f, -1, 1.25f};

  /** From scikit-learn 1.9.1, and for what it lacks from its log_loss and NumPy. */
  @ParameterizedTest
  @CsvSource({
    "pr_auc, 0.7678571428571428, 0.8121968121968122",
    "f1, 0.5714285714285714, 0.5714285714285714",
    "normalized_entropy, 0.8063674829031295, 0.8333920926571666",
    "calibration, 0.9999999944120646, 0.8653846107996427",
    "calibration_error, 0.23750000167638063, 0.22093023117198501",
    "r2, 0.8813140233133169, 0.8539568486561832"
  })
  void arePinned(String name, double plain, double weighted) {
    CustomMetric metric = Metrics.named(name).orElseThrow();
    boolean values = metric.measures(new Target.Regression());
    Target target = values ? new Target.Regression() : new Target.Binary(null);
    assertThat(metric.measures(target)).isTrue();
    float[] said = values ? GUESSES : SCORES;
    float[] labels = values ? VALUES : LABELS;
    assertThat(metric.of(target, said, labels, null)).isCloseTo(plain, within(1e-12));
    assertThat(metric.of(target, said, labels, WEIGHTS)).isCloseTo(weighted, within(1e-12));
  }

  /** A weight of two is the row twice, one of zero no row. */
  @Test
  void weightsCountRows() {
    Random random = new Random(1);
    for (CustomMetric metric : Metrics.all()) {
      for (int round = 0; round < 50; round++) {
        int rows = 4 + random.nextInt(30);
        float[] said = new float[rows];
        float[] labels = new float[rows];
        float[] weights = new float[rows];
        int total = 0;
        for (int i = 0; i < rows; i++) {
          said[i] = random.nextInt(6) / 5f;
          labels[i] = i < 2 ? i : random.nextInt(2);
          weights[i] = i < 2 ? 1 : random.nextInt(3);
          total += (int) weights[i];
        }
        float[] saidEach = new float[total];
        float[] labelsEach = new float[total];
        int at = 0;
        for (int i = 0; i < rows; i++) {
          for (int n = 0; n < weights[i]; n++) {
            saidEach[at] = said[i];
            labelsEach[at++] = labels[i];
          }
        }
        Target target = new Target.Binary(null);
        assertThat(metric.of(target, said, labels, weights))
            .as(metric.metric().label())
            .isCloseTo(metric.of(target, saidEach, labelsEach, null), within(1e-9));
      }
    }
  }

  @Test
  void areNotANumberWhereTheyAreNotDefined() {
    float[] no = {0, 0};
    float[] half = {.5f, .5f};
    assertThat(PrAuc.of(half, no, null)).isNaN();
    assertThat(PrAuc.of(new float[] {Float.NaN, 1}, new float[] {1, 0}, null)).isNaN();
    assertThat(NormalizedEntropy.of(half, no, null)).isNaN();
    assertThat(F1.of(no, no, null)).isNaN();
    assertThat(R2.of(half, no, null)).isNaN();
    assertThat(CalibrationError.of(half, no, new float[2])).isNaN();
    assertThat(Calibration.of(half, no, null)).isInfinite();
  }

  /**
   * A share that is always said knows nothing: its entropy is 1, its average precision the share.
   */
  @Test
  void withoutSkillAreWhatTheySay() {
    float[] labels = {1, 0, 0, 0, 1, 0, 0, 0};
    float[] share = {.25f, .25f, .25f, .25f, .25f, .25f, .25f, .25f};
    assertThat(NormalizedEntropy.of(share, labels, null)).isCloseTo(1, within(1e-9));
    assertThat(PrAuc.of(share, labels, null)).isCloseTo(.25, within(1e-12));
    assertThat(Calibration.of(share, labels, null)).isCloseTo(1, within(1e-9));
    assertThat(CalibrationError.of(share, labels, null)).isCloseTo(0, within(1e-9));
    assertThat(R2.of(share, labels, null)).isCloseTo(0, within(1e-9));
  }

  @Test
  void aRatioIsBetterTheNearerItIsToOne() {
    assertThat(Metric.CALIBRATION.isBetter(1.1, .8)).isTrue();
    assertThat(Metric.CALIBRATION.isBetter(.8, 1.1)).isFalse();
    assertThat(Metric.CALIBRATION.isBetter(2, .5)).isFalse();
    assertThat(Metric.CALIBRATION.isBetter(1, Double.NaN)).isTrue();
    assertThat(Metric.named("calibration")).contains(Metric.CALIBRATION);
    assertThat(Metric.standard()).doesNotContain(Metric.CALIBRATION);
  }
}
