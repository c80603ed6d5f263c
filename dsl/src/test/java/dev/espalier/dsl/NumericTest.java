package dev.espalier.dsl;

import static dev.espalier.dsl.Features.numeric;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NumericTest {

  @Test
  void theLogarithmIsOddAndTakesEveryNumber() {
    Numeric.Log log = new Numeric.Log();
    assertThat(log.apply(0)).isZero();
    assertThat(log.apply((float) (Math.E - 1))).isCloseTo(1f, within(1e-7f));
    assertThat(log.apply(-999)).isEqualTo((float) -Math.log(1000));
    assertThat(log.apply(1e-30f)).isEqualTo(1e-30f);
    assertThat(log.apply(Float.MAX_VALUE)).isEqualTo((float) (128 * Math.log(2)));
    assertThat(log.apply(-Float.MAX_VALUE)).isEqualTo(-log.apply(Float.MAX_VALUE));
    assertThat(log.apply(Float.NaN)).isNaN();
  }

  @Test
  void transformsFollowEachOther() {
    assertThat(numeric("x").clip(0, 1).log().transform(5)).isEqualTo((float) Math.log(2));
    assertThat(numeric("x").log().clip(0, 1).transform(5)).isEqualTo(1);
    assertThat(numeric("x").clip(0, 1).transform(-5)).isZero();
    assertThat(numeric("x").clip(0, 1).transform(Float.NaN)).isNaN();
    assertThat(numeric("x").transform(-5)).isEqualTo(-5);
  }

  @Test
  void anIndicatorPerComponentComesOnTop() {
    assertThat(numeric("x", 3).width()).isEqualTo(3);
    assertThat(numeric("x", 3).indicated().width()).isEqualTo(6);
    assertThat(numeric("x", 3).indicated().components()).isEqualTo(3);
  }
}
