package dev.espalier.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfidenceTest {

  @Test
  void isTheProbabilityOfTheLikeliestOutcome() {
    float[] two = {0.25f, 0.75f};
    assertThat(Confidence.of(new Target.Binary(null), two, 0)).isEqualTo(0.75f);
    assertThat(Confidence.of(new Target.Product("a", "b"), two, 1)).isEqualTo(0.75f);
    float[] classes = {0.5f, 0.25f, 0.25f, 0.125f, 0.125f, 0.75f};
    assertThat(Confidence.of(new Target.Multiclass(3), classes, 0)).isEqualTo(0.5f);
    assertThat(Confidence.of(new Target.Ordinal(3), classes, 1)).isEqualTo(0.75f);
  }

  @Test
  void ofSeveralLabelsIsTheLeast() {
    float[] labels = {0.125f, 0.625f, 0.5f, 1f};
    Target tags = new Target.Multilabel(List.of("a", "b"));
    assertThat(Confidence.of(tags, labels, 0)).isEqualTo(0.625f);
    assertThat(Confidence.of(tags, labels, 1)).isEqualTo(0.5f);
  }

  @Test
  void numbersHaveNone() {
    for (Target target :
        List.of(new Target.Regression(), new Target.Count(), new Target.Quantile(0.5f))) {
      assertThat(Confidence.isDefined(target)).isFalse();
      assertThatThrownBy(() -> Confidence.of(target, new float[1], 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no confidence");
    }
  }
}
