package dev.espalier.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuantileScaleTest {
  private static final QuantileScale SCALE =
      new QuantileScale(List.of(-2f, 0f, 8f), List.of(0f, .25f, 1f));

  @Test
  void isLinearBetweenItsPointsAndConstantBeyondThem() {
    assertThat(SCALE.apply(-2)).isZero();
    assertThat(SCALE.apply(-1)).isEqualTo(.125f);
    assertThat(SCALE.apply(0)).isEqualTo(.25f);
    assertThat(SCALE.apply(4)).isEqualTo(.625f);
    assertThat(SCALE.apply(8)).isOne();
    assertThat(SCALE.apply(-Float.MAX_VALUE)).isZero();
    assertThat(SCALE.apply(Float.POSITIVE_INFINITY)).isOne();
    assertThat(SCALE.apply(Float.NaN)).isNaN();
  }

  @Test
  void aScaleOfOnePointIsConstant() {
    QuantileScale constant = new QuantileScale(List.of(3f), List.of(.5f));
    assertThat(constant.apply(-1e38f)).isEqualTo(.5f);
    assertThat(constant.apply(3)).isEqualTo(.5f);
  }

  @Test
  void takesSegmentsOfAnyWidth() {
    float tiny = Float.MIN_VALUE;
    assertThat(new QuantileScale(List.of(0f, 2 * tiny), List.of(0f, 1f)).apply(tiny))
        .isEqualTo(.5f);
    QuantileScale wide =
        new QuantileScale(List.of(-Float.MAX_VALUE, Float.MAX_VALUE), List.of(0f, 1f));
    assertThat(wide.apply(0)).isEqualTo(.5f);
  }

  @Test
  void refusesWhatNoFittingGives() {
    refuses(List.of(), List.of(), "0 values");
    refuses(List.of(1f), List.of(0f, 1f), "2 shares");
    refuses(List.of(1f, 1f), List.of(0f, 1f), "[1.0, 1.0]");
    refuses(List.of(Float.NaN), List.of(0f), "NaN");
    refuses(List.of(1f), List.of(1.5f), "1.5");
  }

  private static void refuses(List<Float> values, List<Float> shares, String says) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new QuantileScale(values, shares))
        .withMessageContaining(says);
  }

  @Test
  void comesBackFromItsJson() {
    FittedFeatures fitted =
        new FittedFeatures(Map.of(), Map.of(), Map.of(), Map.of("v", List.of(SCALE, SCALE)));
    assertThat(FittedFeaturesJson.read(FittedFeaturesJson.write(fitted))).isEqualTo(fitted);
  }
}
