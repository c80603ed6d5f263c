package dev.espalier.training.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ImprovementTest {

  @Test
  void everyLargerNumberIsOneByDefault() {
    Improvement any = new Improvement(0);
    assertThat(any.note(1, .5)).isTrue();
    assertThat(any.note(2, .5)).isFalse();
    assertThat(any.note(3, Math.nextUp(.5))).isTrue();
    assertThat(any.bestEpoch()).isEqualTo(3);
    assertThat(any.note(4, Double.NaN)).isFalse();
    assertThat(any.since()).isEqualTo(1);
  }

  /** Small steps count together: it is the last improvement that is compared with. */
  @Test
  void onlySoMuchIsOneWhereAsked() {
    Improvement some = new Improvement(.25);
    some.note(1, .5);
    assertThat(some.note(2, .625)).isFalse();
    assertThat(some.note(3, .6875)).isFalse();
    assertThat(some.since()).isEqualTo(2);
    assertThat(some.note(4, .75)).isTrue();
    assertThat(some.since()).isZero();
  }
}
