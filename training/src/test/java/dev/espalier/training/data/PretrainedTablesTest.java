package dev.espalier.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.dsl.Categorical;
import dev.espalier.dsl.Features;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.FittedFeatures;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PretrainedTablesTest {
  private static final Categorical ITEM = Features.categorical("item", 3, 2).frozen();
  private static final Categorical WORD = Features.vocabulary("word", 4).embedding(2).pretrained();
  private static final Topology TOPOLOGY =
      Cases.topology(ITEM, WORD, Features.categorical("plain", 3));
  private static final Examples ITEMS =
      Examples.of(
          Integers.of("id", 2, 0, 7), Numbers.of("a", 1, 2, 3), Integers.of("b", 10, 20, 30));

  @Test
  void fillsTheRowsThatAreGiven() {
    float[] table = new float[8];
    PretrainedCoverage coverage =
        PretrainedTables.of("item", ITEMS).fill(ITEM, FittedFeatures.none(), table);
    assertThat(table).containsExactly(2, 20, 0, 0, 1, 10, 0, 0);
    assertThat(coverage).isEqualTo(new PretrainedCoverage("item", 3, 2, 3));
    assertThat(coverage.text())
        .isEqualTo("item: 2 of 3 categories have a pretrained row, of 3 given");
  }

  @Test
  void findsTheRowsOfWordsThatWereFitted() {
    FittedFeatures fitted = new FittedFeatures(Map.of(), Map.of("word", List.of("b", "a", "c")));
    Examples rows =
        Examples.of(
            Text.of("w", List.of("a", "z", "b")),
            Numbers.of("v", 2, new float[] {1, 2, 3, 4, 5, 6}));
    float[] table = {9, 9, 9, 9, 8, 8, 7, 7, 0, 0};
    assertThat(PretrainedTables.of("word", rows).fill(WORD, fitted, table))
        .isEqualTo(new PretrainedCoverage("word", 3, 2, 3));
    assertThat(table).containsExactly(5, 6, 1, 2, 8, 8, 7, 7, 0, 0);
  }

  @Test
  void refusesTablesThatNobodyAsksFor() {
    Cases.refuses(
        () -> PretrainedTables.of("plain", ITEMS).check(TOPOLOGY),
        "pretrained \"plain\"",
        "tables of item, word",
        "pretrained() or frozen()");
    Cases.refuses(
        () -> PretrainedTables.of("itm", ITEMS).check(Cases.topology(Features.numeric("x"))),
        "pretrained \"itm\"",
        "no table");
  }

  @Test
  void refusesToBeginWithoutTheTablesThatAreAskedFor() {
    PretrainedTables.of("item", ITEMS).and("word", ITEMS).requireAll(TOPOLOGY);
    Cases.refuses(
        () -> PretrainedTables.of("item", ITEMS).requireAll(TOPOLOGY),
        "pretrained \"word\"",
        "no rows",
        "2 numbers each",
        "embedding(2)");
  }

  @Test
  void refusesRowsThatDoNotFit() {
    refuses(
        Examples.of(Integers.of("id", 1), Numbers.of("a", 1)),
        "pretrained \"item\"",
        "rows of 1 numbers",
        "rows of 2");
    refuses(rows(Integers.of("id", 1, 1), 1, 2), "row 1, column \"id\"", "\"1\"", "each row once");
    refuses(rows(Numbers.of("id", 1, .5f), 1, 2), "row 1, column \"id\"", "0.5", "an integer");
    refuses(rows(Numbers.of("id", 1, Float.NaN), 1, 2), "row 1, column \"id\"", "nothing");
    refuses(rows(Text.of("id", List.of("1", "a")), 1, 2), "row 0, column \"id\"", "an integer");
    refuses(rows(Integers.of("id", 1, 2), 1, Float.NaN), "row 1, column \"a\"", "nothing");
    refuses(
        rows(Integers.of("id", 1, 2), Float.POSITIVE_INFINITY, 1),
        "row 0, column \"a\"",
        "Infinity");
    refuses(
        Examples.of(Integers.of("id", 1), Text.of("name", List.of("x")), Numbers.of("a", 1)),
        "column \"name\"",
        "a column of text",
        "numbers");
  }

  private static Examples rows(Column keys, float first, float second) {
    return Examples.of(keys, Numbers.of("a", first, second), Numbers.of("b", 1, 1));
  }

  private static void refuses(Examples rows, String... says) {
    Cases.refuses(() -> PretrainedTables.of("item", rows).check(TOPOLOGY), says);
  }
}
