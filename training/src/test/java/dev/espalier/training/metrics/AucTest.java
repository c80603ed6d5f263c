package dev.espalier.training.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AucTest {
  static final float[] SCORES = {.1f, .4f, .35f, .8f, .4f, .65f, .4f, .9f};
  static final float[] LABELS = {0, 0, 1, 1, 1, 0, 0, 1};
  static final float[] WEIGHTS = {1, 2, .5f, 1, 3, 1, .25f, 2};

  /** From roc_auc_score of scikit-learn 1.9.1. */
  @Test
  void isPinned() {
    assertThat(Auc.of(SCORES, LABELS, null)).isEqualTo(0.6875);
    assertThat(Auc.of(SCORES, LABELS, WEIGHTS)).isCloseTo(0.7104072398190044, within(1e-15));
  }

  @Test
  void isTheShareOfPairsInTheRightOrder() {
    Random random = new Random(1);
    for (int round = 0; round < 300; round++) {
      int rows = 2 + random.nextInt(60);
      float[] scores = new float[rows];
      float[] labels = new float[rows];
      float[] weights = new float[rows];
      for (int i = 0; i < rows; i++) {
        // Few values, so that many tie; both signs, both zeros, infinities.
        float[] some = {-1e30f, -2, -1, -0f, 0, Float.MIN_VALUE, 1, 3, Float.POSITIVE_INFINITY};
        scores[i] = some[random.nextInt(some.length)];
        labels[i] = i < 2 ? i : random.nextInt(2);
        weights[i] = i < 2 ? 1 : random.nextInt(4) / 2f;
      }
      assertThat(Auc.of(scores, labels, weights))
          .isCloseTo(pairs(scores, labels, weights), within(1e-12));
    }
  }

  private static double pairs(float[] scores, float[] labels, float[] weights) {
    double right = 0;
    double all = 0;
    for (int i = 0; i < scores.length; i++) {
      for (int j = 0; j < scores.length; j++) {
        if (labels[i] == 1 && labels[j] == 0) {
          double pair = (double) weights[i] * weights[j];
          all += pair;
          right += scores[i] > scores[j] ? pair : scores[i] == scores[j] ? pair / 2 : 0;
        }
      }
    }
    return right / all;
  }

  @Test
  void doesNotChangeUnderAMonotoneScaleAndTurnsAroundWithTheSign() {
    Random random = new Random(2);
    float[] logits = new float[1000];
    float[] exponentials = new float[1000];
    float[] negated = new float[1000];
    float[] labels = new float[1000];
    for (int i = 0; i < 1000; i++) {
      logits[i] = random.nextInt(100) / 10f - 5;
      exponentials[i] = (float) Math.exp(logits[i]);
      negated[i] = -logits[i];
      labels[i] = random.nextInt(2);
    }
    double auc = Auc.of(logits, labels, null);
    assertThat(Auc.of(exponentials, labels, null)).isEqualTo(auc);
    assertThat(Auc.of(negated, labels, null)).isCloseTo(1 - auc, within(1e-12));
  }

  @Test
  void isNotANumberWhereItIsNotDefined() {
    assertThat(Auc.of(new float[] {1, 2}, new float[] {1, 1}, null)).isNaN();
    assertThat(Auc.of(new float[] {1, 2}, new float[] {0, 0}, null)).isNaN();
    assertThat(Auc.of(new float[] {1, 2}, new float[] {0, 1}, new float[] {0, 1})).isNaN();
    assertThat(Auc.of(new float[] {1, Float.NaN}, new float[] {0, 1}, null)).isNaN();
    assertThat(Auc.of(new float[0], new float[0], null)).isNaN();
  }

  @Test
  void doesNotLookAtRowsWithoutWeight() {
    assertThat(Auc.of(new float[] {1, Float.NaN, 2}, new float[] {0, 1, 1}, new float[] {1, 0, 1}))
        .isEqualTo(1);
  }

  @Test
  void refusesArraysOfDifferentLengths() {
    assertThatIllegalArgumentException().isThrownBy(() -> Auc.of(new float[2], new float[3], null));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Auc.of(new float[2], new float[2], new float[1]));
  }
}
