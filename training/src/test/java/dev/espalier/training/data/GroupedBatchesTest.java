package dev.espalier.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupedBatchesTest {
  private static final int[] GROUPS =
      new Random(3).ints(500, -1, 40).map(group -> group * 7).toArray();

  private static int[] order(Batches batches, int epoch) {
    int[] order = new int[batches.rows()];
    batches.order(epoch, order);
    return order;
  }

  @Test
  void keepTheRowsOfAGroupNextToOneAnother() {
    Batches batches = Batches.grouped(GROUPS, 32, 5);
    for (int epoch = 0; epoch < 3; epoch++) {
      int[] order = order(batches, epoch);
      assertThat(Arrays.stream(order).sorted().toArray())
          .isEqualTo(IntStream.range(0, GROUPS.length).toArray());
      Map<Integer, Integer> last = new HashMap<>();
      for (int i = 0; i < order.length; i++) {
        int group = GROUPS[order[i]];
        if (group >= 0) {
          Integer before = last.put(group, i);
          assertThat(before == null || before == i - 1).as("group %d", group).isTrue();
        }
      }
    }
  }

  @Test
  void areOrderedAnewInEachEpochByTheSeed() {
    Batches batches = Batches.grouped(GROUPS, 32, 5);
    assertThat(order(batches, 0)).isEqualTo(order(Batches.grouped(GROUPS, 32, 5), 0));
    assertThat(order(batches, 0)).isNotEqualTo(order(batches, 1));
    assertThat(order(batches, 0)).isNotEqualTo(order(Batches.grouped(GROUPS, 32, 6), 0));
    // The rows of one group change places, too, and rows without a group are not kept together.
    int[] one = new int[50];
    assertThat(order(Batches.grouped(one, 10, 1), 0))
        .isNotEqualTo(order(Batches.grouped(one, 10, 1), 1))
        .isNotEqualTo(IntStream.range(0, 50).toArray());
    long apart =
        IntStream.range(1, 500)
            .filter(i -> GROUPS[order(batches, 0)[i]] < 0 && GROUPS[order(batches, 0)[i - 1]] < 0)
            .count();
    long none = Arrays.stream(GROUPS).filter(group -> group < 0).count();
    assertThat(apart).isLessThan(none - 1);
  }
}
