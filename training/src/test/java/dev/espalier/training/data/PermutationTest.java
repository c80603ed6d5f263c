package dev.espalier.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PermutationTest {

  /** From a second implementation, of the formulas in the documentation of java.util.Random. */
  @Test
  void isPinned() {
    assertThat(Permutation.of(10, 42, 0)).containsExactly(3, 5, 8, 0, 7, 4, 9, 1, 6, 2);
    assertThat(Permutation.of(10, -1, 3)).containsExactly(0, 2, 1, 3, 8, 4, 5, 7, 9, 6);
  }

  @Test
  void holdsEveryRowOnce() {
    for (int rows : new int[] {0, 1, 2, 3, 1000}) {
      int[] order = Permutation.of(rows, 5, 1);
      Arrays.sort(order);
      assertThat(order).isEqualTo(IntStream.range(0, rows).toArray());
    }
  }

  @Test
  void everyOrderIsEquallyLikely() {
    int[] counts = new int[6];
    int draws = 60_000;
    for (int i = 0; i < draws; i++) {
      int[] order = Permutation.of(3, i / 100, i % 100);
      counts[order[0] * 2 + (order[1] > order[2] ? 1 : 0)]++;
    }
    double expected = draws / 6.0;
    double chi = Arrays.stream(counts).mapToDouble(c -> (c - expected) * (c - expected)).sum();
    // Chi squared with 5 degrees of freedom passes 20.5 once in a thousand.
    assertThat(chi / expected).isLessThan(20.5);
  }
}
