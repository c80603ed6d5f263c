package dev.espalier.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several tables as one. */
class TogetherTest {
  @TempDir Path folder;

  private static Examples together(Column one, Column other) {
    return Examples.together(Examples.of(one).perStep(1), Examples.of(other).perStep(2));
  }

  @Test
  void columnsAreOneBelowTheOther() {
    Examples clicks = Examples.of(Integers.of("item", 3, 4), Integers.of("click", 0, 1));
    Examples sales =
        Examples.of(
            Integers.of("item", 5), Numbers.of("price", 2.5f), Text.of("shop", List.of("a")));
    Examples both = Examples.together(clicks.perStep(8), sales.perStep(4));
    assertThat(both.rows()).isEqualTo(3);
    assertThat(both.columns())
        .extracting(Column::name)
        .containsExactly("item", "click", "price", "shop");
    assertThat(texts(both, "item")).containsExactly("3", "4", "5");
    assertThat(texts(both, "click")).containsExactly("0", "1", null);
    assertThat(texts(both, "price")).containsExactly(null, null, "2.5");
    assertThat(texts(both, "shop")).containsExactly(null, null, "a");
  }

  @Test
  void typesMeet() {
    Column numbers = together(Integers.of("x", 3), Numbers.of("x", 0.5f)).column("x");
    assertThat(numbers.type()).isEqualTo("number");
    assertThat(numbers.text(0)).isEqualTo("3.0");
    Column text = together(Integers.of("x", 3), Text.of("x", List.of("b"))).column("x");
    assertThat(text.type()).isEqualTo("text");
    assertThat(text.text(0)).isEqualTo("3");
    Column lists = together(Lists.of("x", new long[] {3, 4}), Integers.of("x", 5)).column("x");
    assertThat(lists.text(0)).isEqualTo("3|4");
    assertThat(lists.text(1)).isEqualTo("5");
    Column vectors =
        together(Numbers.of("x", 2, new float[] {1, 2}), Numbers.of("y", 1f)).column("x");
    assertThat(vectors.text(0)).contains("1.0", "2.0");
    assertThat(vectors.isMissing(1)).isTrue();
  }

  @Test
  void columnsThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> together(Numbers.of("x", 2, new float[] {1, 2}), Numbers.of("x", 1f)))
        .isInstanceOf(ExamplesException.class)
        .hasMessageContaining("column \"x\": received number[2] and number");
    assertThatThrownBy(() -> together(Integers.of("x", 1L << 40), Numbers.of("x", 1f)))
        .isInstanceOf(ExamplesException.class)
        .hasMessageContaining("examples row 0, column \"x\": received 1099511627776")
        .hasMessageContaining("as text");
  }

  @Test
  void portionsThatAreNoneAreRefused() {
    Examples one = Examples.of(Integers.of("x", 1));
    assertThatThrownBy(() -> one.perStep(0)).hasMessageContaining("perStep: received 0");
    assertThatThrownBy(() -> one.take(new int[0]).perStep(4)).hasMessageContaining("no rows");
    assertThatThrownBy(() -> Examples.together())
        .hasMessageContaining("together: received no table");
    Examples both = Examples.together(one.perStep(1), one.perStep(1));
    assertThatThrownBy(() -> both.perStep(3))
        .hasMessageContaining("Give all tables to one Examples.together");
  }

  /** Rows keep the place they came from, however often they are taken. */
  @Test
  void placesAreThoseOfTheTables() throws Exception {
    Path a = Files.writeString(folder.resolve("a.csv"), "x\n1\n2\n");
    Path b = Files.writeString(folder.resolve("b.csv"), "x,y\n3,4\n5,6\n");
    Examples both =
        Examples.together(Examples.csv(a).perStep(1), Examples.csv(b).perStep(1))
            .take(new int[] {3, 0});
    assertThat(both.place(0)).isEqualTo("b.csv line 3");
    assertThat(both.place(1)).isEqualTo("a.csv line 2");
    assertThat(both.source()).isEqualTo("a.csv and b.csv");
    assertThat(both.origins().lacks(1, "y")).isTrue();
    assertThat(both.origins().lacks(0, "y")).isFalse();
    assertThatThrownBy(() -> both.column("z"))
        .hasMessageContaining("a.csv and b.csv: received the columns x, y");
  }

  private static List<String> texts(Examples examples, String name) {
    Column column = examples.column(name);
    return IntStream.range(0, column.rows())
        .mapToObj(row -> column.isMissing(row) ? null : column.text(row))
        .toList();
  }
}
