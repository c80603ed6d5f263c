package dev.espalier.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class GoldenBatchTest {
  private static final GoldenBatch BATCH =
      GoldenBatch.of(Map.of(), Predictions.of(3, Map.of("y", new float[] {1, 2, 3, 4, 5, 6})));

  @Test
  void someOfItHasTheirAnswers() {
    GoldenBatch some = BATCH.only(row -> row != 1);

    assertThat(some.rows()).isEqualTo(2);
    assertThat(some.expected().values("y")).containsExactly(1, 2, 5, 6);
    assertThat(some.allowed("y", 1, 1)).isEqualTo(6 * GoldenBatch.TOLERANCE);
  }

  @Test
  void noneOfItIsAllOfIt() {
    assertThat(BATCH.only(row -> false).rows()).isEqualTo(3);
  }
}
