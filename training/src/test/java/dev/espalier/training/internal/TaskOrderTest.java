package dev.espalier.training.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.training.extension.MergeSite;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

class TaskOrderTest {
  private final InGraph in = new InGraph();
  private final Placeholder<TInt64> step =
      in.tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));

  @AfterEach
  void close() {
    in.close();
  }

  static int[][] rows(TInt32 tensor) {
    int n = (int) tensor.shape().get(0);
    int[][] rows = new int[n][(int) tensor.shape().get(1)];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] = tensor.getInt(i, j);
      }
    }
    return rows;
  }

  private int[][] orders(Operand<TInt32> orders, long at) {
    try (TInt64 number = TInt64.scalarOf(at);
        Result result = in.session().runner().feed(step, number).fetch(orders).run()) {
      return rows((TInt32) result.get(0));
    }
  }

  private Operand<TInt32> of(int tasks, long seed) {
    return TaskOrder.of(new MergeSite(in.tf, tasks, seed, step));
  }

  @Test
  void eachRowIsAPermutation() {
    for (int[] row : orders(of(32, 1), 9)) {
      int[] sorted = row.clone();
      Arrays.sort(sorted);
      for (int j = 0; j < 32; j++) {
        assertThat(sorted[j]).isEqualTo(j);
      }
    }
  }

  @Test
  void replaysForTheSameSeedAndStepAndDiffersElsewhere() {
    int[][] orders = orders(of(8, 1), 3);

    assertThat(orders(of(8, 1), 3)).isDeepEqualTo(orders);
    assertThat(Arrays.deepEquals(orders(of(8, 1), 4), orders)).isFalse();
    assertThat(Arrays.deepEquals(orders(of(8, 2), 3), orders)).isFalse();
  }

  @Test
  void rowsDifferFromEachOther() {
    int[][] orders = orders(of(8, 1), 3);
    for (int i = 1; i < 8; i++) {
      assertThat(orders[i]).isNotEqualTo(orders[0]);
    }
  }

  @Test
  void allOrdersAreEquallyFrequent() {
    Operand<TInt32> of = of(3, 11);
    int draws = 1000;
    int[] seen = new int[27];
    for (int at = 0; at < draws; at++) {
      for (int[] row : orders(of, at)) {
        seen[9 * row[0] + 3 * row[1] + row[2]]++;
      }
    }
    double expected = 3 * draws / 6.0;
    double chiSquare = 0;
    int kinds = 0;
    for (int count : seen) {
      if (count > 0) {
        kinds++;
        chiSquare += (count - expected) * (count - expected) / expected;
      }
    }
    assertThat(kinds).isEqualTo(6);
    assertThat(chiSquare).isLessThan(20.5); // 5 degrees of freedom: one draw in a thousand above
  }
}
