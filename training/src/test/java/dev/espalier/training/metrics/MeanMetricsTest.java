package dev.espalier.training.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Pinned to scikit-learn 1.9.1, which had the same numbers in float64. */
class MeanMetricsTest {
  private static final float[] P = AucTest.SCORES;
  private static final float[] Y = AucTest.LABELS;
  private static final float[] W = AucTest.WEIGHTS;
  private static final float[] VALUES = {3, -.5f, 2, 7, 0, 1, 1, 2};
  private static final float[] CLASSES = {
    .7f, .2f, .1f, .2f, .5f, .3f, .1f, .1f, .8f, .4f, .4f, .2f
  };
  private static final float[] CLASS = {0, 2, 2, 1};
  private static final float[] CLASS_WEIGHTS = {1, 2, .5f, 1};
  private static final Offset<Double> FLOAT = within(1e-7);

  @Test
  void logLoss() {
    assertThat(LogLoss.of(P, Y, null)).isCloseTo(0.5589313513791694, FLOAT);
    assertThat(LogLoss.of(P, Y, W)).isCloseTo(0.5592733148029442, FLOAT);
    assertThat(LogLoss.of(CLASSES, 3, CLASS, null)).isCloseTo(0.6750205078632583, FLOAT);
    assertThat(LogLoss.of(CLASSES, 3, CLASS, CLASS_WEIGHTS)).isCloseTo(0.8427740133604144, FLOAT);
  }

  @Test
  void logLossOfACertainMistakeIsFinite() {
    assertThat(LogLoss.of(new float[] {0}, new float[] {1}, null))
        .isCloseTo(-Math.log(1e-7), within(1e-9));
    assertThat(LogLoss.of(new float[] {1}, new float[] {0}, null))
        .isCloseTo(-Math.log(1e-7), within(1e-6));
    assertThat(LogLoss.of(new float[] {Float.NaN}, new float[] {0}, null)).isNaN();
  }

  @Test
  void accuracy() {
    assertThat(Accuracy.of(P, Y, null)).isEqualTo(0.625);
    assertThat(Accuracy.of(P, Y, W)).isCloseTo(0.5813953488372093, within(1e-15));
    assertThat(Accuracy.of(CLASSES, 3, CLASS, null)).isEqualTo(0.5);
    assertThat(Accuracy.of(CLASSES, 3, CLASS, CLASS_WEIGHTS)).isCloseTo(1 / 3d, within(1e-15));
    assertThat(Accuracy.of(new float[] {.5f}, new float[] {0}, null)).isEqualTo(1);
  }

  @Test
  void errors() {
    assertThat(Rmse.of(P, VALUES, null)).isCloseTo(2.5552641742097824, FLOAT);
    assertThat(Rmse.of(P, VALUES, W)).isCloseTo(2.219234102117215, FLOAT);
    assertThat(Mae.of(P, VALUES, null)).isCloseTo(1.7624999999999997, FLOAT);
    assertThat(Mae.of(P, VALUES, W)).isCloseTo(1.4534883720930234, FLOAT);
  }

  @Test
  void deviancesAndQuantiles() {
    float[] rates = {.5f, 2, 4};
    float[] counts = {0, 2, 1};
    // 2 (.5), 0, 2 (ln(1/4) - 1 + 4)
    assertThat(PoissonDeviance.of(rates, counts, null))
        .isCloseTo((1 + 0 + 2 * (3 - Math.log(4))) / 3, FLOAT);
    assertThat(PoissonDeviance.of(new float[] {0}, new float[] {1}, null)).isFinite();
    assertThat(PoissonDeviance.of(new float[] {Float.NaN}, new float[] {1}, null)).isNaN();
    assertThat(PinballLoss.of(.9, rates, counts, new float[] {1, 3, 1}))
        .isCloseTo((.1 * .5 + 0 + .1 * 3) / 5, FLOAT);
    assertThat(PinballLoss.of(.9, new float[] {-1}, new float[] {1}, null)).isCloseTo(1.8, FLOAT);
    assertThat(Mae.ofClasses(CLASSES, 3, CLASS, CLASS_WEIGHTS))
        .isCloseTo((0 + 2 * 1 + 0 + 1) / 4.5, FLOAT);
  }

  @Test
  void aWeightCountsARowAsOftenAsItSays() {
    float[] twice = {.1f, .4f, .4f};
    float[] labels = {0, 1, 1};
    float[] once = {.1f, .4f};
    float[] weights = {1, 2};
    float[] short2 = {0, 1};
    assertThat(LogLoss.of(once, short2, weights)).isCloseTo(LogLoss.of(twice, labels, null), FLOAT);
    assertThat(Rmse.of(once, short2, weights)).isCloseTo(Rmse.of(twice, labels, null), FLOAT);
    assertThat(Mae.of(once, short2, weights)).isCloseTo(Mae.of(twice, labels, null), FLOAT);
  }

  @Test
  void rowsWithoutWeightAreNotLookedAt() {
    float[] predictions = {.5f, Float.NaN};
    float[] labels = {1, 99};
    float[] weights = {1, 0};
    assertThat(LogLoss.of(predictions, labels, weights)).isCloseTo(Math.log(2), FLOAT);
    assertThat(Mae.of(predictions, labels, weights)).isEqualTo(.5);
    assertThat(LogLoss.of(new float[] {.5f, .5f, 0, 0}, 2, labels, weights))
        .isCloseTo(Math.log(2), FLOAT);
    assertThat(Rmse.of(predictions, labels, new float[2])).isNaN();
  }

  @Test
  void refusesArraysThatDoNotBelongTogether() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LogLoss.of(new float[7], 3, new float[2], null))
        .withMessageContaining("7 predictions, 2 labels");
    assertThatIllegalArgumentException().isThrownBy(() -> Rmse.of(P, CLASS, null));
  }
}
