package dev.espalier.training.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StreamingAucTest {

  @Test
  void staysWithinItsError() {
    Random random = new Random(3);
    for (int buckets : new int[] {2, 16, 1024, 65_536}) {
      int rows = 5_000;
      float[] said = new float[rows];
      float[] labels = new float[rows];
      float[] weights = new float[rows];
      for (int i = 0; i < rows; i++) {
        labels[i] = random.nextInt(5) == 0 ? 1 : 0;
        said[i] = (float) (1 / (1 + Math.exp(3 - labels[i] - random.nextGaussian())));
        weights[i] = random.nextInt(3);
      }
      StreamingAuc auc = new StreamingAuc(buckets);
      for (int from = 0; from < rows; from += 500) {
        auc.add(
            Arrays.copyOfRange(said, from, from + 500),
            Arrays.copyOfRange(labels, from, from + 500),
            Arrays.copyOfRange(weights, from, from + 500));
      }
      assertThat(auc.value()).isCloseTo(Auc.of(said, labels, weights), within(auc.error() + 1e-12));
      assertThat(auc.error()).isLessThan(buckets == 2 ? .5 : 10. / buckets);
    }
  }

  /** Two of four pairs are in one bucket, and in the wrong order: the error is reached. */
  @Test
  void canBeOffByAllOfIt() {
    StreamingAuc auc = new StreamingAuc(2);
    float[] said = {.1f, .2f, .7f, .8f};
    float[] labels = {1, 0, 1, 0};
    auc.add(said, labels, null);
    assertThat(auc.value()).isEqualTo(.5);
    assertThat(auc.error()).isEqualTo(.25);
    assertThat(Auc.of(said, labels, null)).isEqualTo(.25);
  }

  @Test
  void isNotANumberWhereTheAreaIsNone() {
    StreamingAuc auc = new StreamingAuc(8);
    assertThat(auc.value()).isNaN();
    auc.add(new float[] {0, 1}, new float[] {1, 1}, null);
    assertThat(auc.value()).isNaN();
    auc.add(new float[] {Float.NaN}, new float[] {0}, null);
    assertThat(auc.value()).isNaN();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StreamingAuc(1))
        .withMessageContaining("received 1 buckets");
  }
}
