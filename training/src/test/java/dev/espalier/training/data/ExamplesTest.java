package dev.espalier.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ExamplesTest {
  private static final Examples TABLE =
      Examples.of(
          Numbers.of("x", 2, new float[] {1, 2, 3, Float.NaN, 5, 6}),
          Integers.of("n", 10, -20, 10),
          Text.of("word", Arrays.asList("b", null, "a")));

  @Test
  void doesNotSeeLaterChangesOfTheArraysItWasMadeOf() {
    float[] matrix = {1, 2, 3, 4};
    long[] integers = {1, 2};
    Examples examples = Examples.of(Numbers.of("x", 2, matrix), Integers.of("n", integers));
    matrix[0] = 9;
    integers[0] = 9;
    assertThat(((Numbers) examples.column("x")).at(0, 0)).isEqualTo(1f);
    assertThat(((Integers) examples.column("n")).at(0)).isEqualTo(1);
  }

  @Test
  void takesRowsInAnyOrderAndMoreThanOnce() {
    Examples taken = TABLE.take(new int[] {2, 1, 2});
    assertThat(taken.rows()).isEqualTo(3);
    assertThat(taken.column("x").text(0)).isEqualTo("[5.0, 6.0]");
    assertThat(taken.column("n").text(1)).isEqualTo("-20");
    assertThat(taken.column("word").isMissing(1)).isTrue();
    assertThat(taken.column("word").text(2)).isEqualTo("a");
    assertThat(taken.place(0)).isEqualTo("examples row 2");
    assertThat(taken.take(new int[0]).rows()).isZero();
  }

  @Test
  void findsRowsByValue() {
    assertThat(TABLE.where("n", "10").place(1)).isEqualTo("examples row 2");
    assertThat(TABLE.where("word", "").rows()).isZero();
  }

  @Test
  void replacesAndAddsColumns() {
    Examples more = TABLE.with(Integers.of("n", 1, 2, 3)).with(TABLE.column("word").named("copy"));
    assertThat(more.columns().stream().map(Column::name)).containsExactly("x", "n", "word", "copy");
    assertThat(more.column("n").text(2)).isEqualTo("3");
    assertThat(TABLE.column("n").text(2)).isEqualTo("10");
  }

  @Test
  void describesItsColumns() {
    assertThat(TABLE.describe())
        .isEqualTo(
            """
            column  type       missing  distinct  min  max
            ------  ---------  -------  --------  ---  ---
            x       number[2]        1         5  1.0  6.0
            n       integer          0         2  -20  10
            word    text             1         2  a    b
            """);
    assertThat(TABLE.take(new int[] {1}).describe()).contains("text             1         0");
  }

  @Test
  void refusesWhatIsNoTable() {
    refused(() -> Examples.of());
    refused(() -> Examples.of(Integers.of("a", 1), Integers.of("a", 1)));
    refused(() -> Examples.of(Integers.of("a", 1), Integers.of("b", 1, 2)));
    refused(() -> Numbers.of("a", 2, new float[3]));
    refused(() -> Numbers.of("a", 0, new float[0]));
    assertThatExceptionOfType(ExamplesException.class)
        .isThrownBy(() -> TABLE.column("N"))
        .withMessageContainingAll("x, n, word", "a column \"N\"");
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> TABLE.take(new int[] {3}));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> TABLE.take(new int[] {-1}));
  }

  private static void refused(Runnable making) {
    assertThatExceptionOfType(ExamplesException.class).isThrownBy(making::run);
  }
}
