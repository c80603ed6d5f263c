package dev.espalier.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTest {

  private static Examples rows(int rows) {
    return Examples.of(Integers.of("row", LongStream.range(0, rows).toArray()));
  }

  private static List<Long> of(Examples examples) {
    Integers rows = (Integers) examples.column("row");
    return IntStream.range(0, rows.rows()).mapToObj(rows::at).toList();
  }

  @ParameterizedTest
  @CsvSource({"2, 0.5", "10, 0.1", "1000, 0.2", "1001, 0.999"})
  void partsAreDisjointCompleteAndInOrder(int rows, double share) {
    for (long seed = -3; seed < 3; seed++) {
      Parts parts = rows(rows).split(share, seed);
      assertThat(of(parts.heldOut())).hasSize((int) Math.round(rows * share)).isSorted();
      assertThat(of(parts.training())).isSorted();
      List<Long> all = new ArrayList<>(of(parts.training()));
      all.addAll(of(parts.heldOut()));
      assertThat(all).hasSize(rows).doesNotHaveDuplicates();
    }
  }

  @Test
  void theSeedFixesTheParts() {
    Examples rows = rows(1000);
    assertThat(of(rows.split(.1, 7).heldOut())).isEqualTo(of(rows.split(.1, 7).heldOut()));
    assertThat(of(rows.split(.1, 7).heldOut())).isNotEqualTo(of(rows.split(.1, 8).heldOut()));
  }

  @Test
  void aColumnSaysWhichRowsAreHeldOut() {
    Examples rows = rows(4).with(Text.of("part", Arrays.asList("a", "b", null, "b")));
    Parts parts = rows.split(new Split.ByColumn("part", "b"));
    assertThat(of(parts.heldOut())).containsExactly(1L, 3L);
    assertThat(of(parts.training())).containsExactly(0L, 2L);
  }

  @Test
  void theLatestRowsAreHeldOut() {
    Examples rows =
        rows(4)
            .with(Integers.of("time", 3, 9, 3, -1))
            .with(Numbers.of("hour", 0.5f, -1, 2, 0.5f))
            .with(Text.of("day", List.of("2011-02-01", "2011-01-31", "2012-01-01", "2010-12-31")));
    assertThat(of(rows.split(new Split.ByTime("time", .5)).heldOut())).containsExactly(1L, 2L);
    assertThat(of(rows.split(new Split.ByTime("hour", .5)).heldOut())).containsExactly(2L, 3L);
    assertThat(of(rows.split(new Split.ByTime("day", .25)).heldOut())).containsExactly(2L);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -1, 2, Double.NaN, 0.001})
  void refusesAShareThatLeavesAPartEmpty(double share) {
    assertThatExceptionOfType(ExamplesException.class).isThrownBy(() -> rows(10).split(share, 1));
  }

  @Test
  void refusesAColumnThatCannotSplit() {
    Examples rows = rows(2).with(Text.of("part", Arrays.asList("a", null)));
    assertThatExceptionOfType(ExamplesException.class)
        .isThrownBy(() -> rows.split(new Split.ByColumn("part", "test")))
        .withMessageContaining("0 of 2 rows");
    assertThatExceptionOfType(ExamplesException.class)
        .isThrownBy(() -> rows.split(new Split.ByTime("part", .5)))
        .withMessageContaining("examples row 1, column \"part\"");
    assertThatExceptionOfType(ExamplesException.class)
        .isThrownBy(() -> rows.split(new Split.ByTime("when", .5)))
        .withMessageContaining("when");
    Examples vectors = rows.with(Numbers.of("v", 2, new float[4]));
    assertThatExceptionOfType(ExamplesException.class)
        .isThrownBy(() -> vectors.split(new Split.ByTime("v", .5)))
        .withMessageContaining("number[2]");
  }
}
