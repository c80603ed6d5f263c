package dev.espalier.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Features;
import dev.espalier.dsl.Tasks;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.FittedFeatures;
import dev.espalier.graph.QuantileScale;
import dev.espalier.graph.Standardization;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FittingTest {
  private static final float NONE = Float.NaN;

  @Test
  void takesMeanAndDeviationOfWhatIsThere() {
    Examples examples =
        Examples.of(
            Numbers.of("x", 1, 2, NONE, 3, 6),
            Integers.of("n", 5, 5, 5, 5, 5),
            Numbers.of("v", 2, new float[] {0, .1f, NONE, .1f, 2, .1f, 0, .1f, 2, .1f}),
            Numbers.of("raw", 1, 2, 3, 4, 5));
    FittedFeatures fitted =
        Fitting.fit(
            Cases.topology(
                Features.numeric("x"),
                Features.numeric("n"),
                Features.numeric("v", 2),
                Features.numeric("raw").raw()),
            examples);
    assertThat(fitted.standardizations().keySet()).containsExactly("x", "n", "v");
    Standardization x = fitted.standardization("x");
    assertThat(x.means()).containsExactly(3f);
    assertThat(x.deviations()).containsExactly((float) Math.sqrt(3.5));
    assertThat(fitted.standardization("n").deviations()).containsExactly(1f);
    assertThat(fitted.standardization("v").means()).containsExactly(1f, .1f);
    assertThat(fitted.standardization("v").deviations()).containsExactly(1f, 1f);
  }

  @Test
  void keepsTheDeviationOfSmallDifferencesBetweenLargeNumbers() {
    float[] values = new float[100_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = 16_000_000 + i % 2;
    }
    Standardization fitted =
        Fitting.fit(Cases.topology(Features.numeric("x")), Examples.of(Numbers.of("x", values)))
            .standardization("x");
    assertThat(fitted.deviations().get(0)).isCloseTo(.5f, within(1e-6f));
  }

  /** "a" comes twice in one column and once in the other, "b" twice in the second. */
  @Test
  void fitsOneVocabularyOverAllFeaturesThatShareIt() {
    FittedFeatures fitted =
        Fitting.fit(
            Cases.topology(
                Features.vocabulary("last", 2).sharing("item"), Features.vocabulary("item", 2)),
            Examples.of(
                Text.of("last", Arrays.asList("a", "a", "c", null)),
                Text.of("item", Arrays.asList("b", "a", "b", "c"))));
    assertThat(fitted.vocabularies()).containsOnlyKeys("item");
    assertThat(fitted.vocabulary("item")).containsExactly("a", "b");
  }

  /** Type 7 of Hyndman and Fan: the medians of 1…4 and of 0, 0, 0, 10 are 2.5 and 0. */
  @Test
  void bucketsBeginAtQuantilesOfWhatIsThereEachOnce() {
    FittedFeatures fitted =
        Fitting.fit(
            Cases.topology(
                Features.bucketized("even", 4),
                Features.bucketized("many", 4),
                Features.bucketized("one", 9),
                Features.bucketized("given", 3f, 5f),
                Features.bucketized("first", 2).sharing("second"),
                Features.bucketized("second", 2)),
            Examples.of(
                Numbers.of("even", 4, 1, NONE, 3, 2),
                Numbers.of("many", 0, 0, 0, 10, NONE),
                Integers.of("one", 7, 7, 7, 7, 7),
                Numbers.of("given", 1, 1, 1, 1, 1),
                Numbers.of("first", -1, NONE, NONE, NONE, -3),
                Numbers.of("second", 4, NONE, NONE, NONE, 8)));
    assertThat(fitted.boundaries().keySet())
        .containsExactly("even", "many", "one", "given", "second");
    assertThat(fitted.boundaries("even")).containsExactly(1.75f, 2.5f, 3.25f);
    assertThat(fitted.boundaries("many")).containsExactly(0f, 2.5f);
    assertThat(fitted.boundaries("one")).containsExactly(7f);
    assertThat(fitted.boundaries("given")).containsExactly(3f, 5f);
    assertThat(fitted.boundaries("second")).containsExactly(1.5f);
  }

  @Test
  void standardisesWhatTheTransformsMake() {
    FittedFeatures fitted =
        Fitting.fit(
            Cases.topology(Features.numeric("x").clip(0, 4)),
            Examples.of(Numbers.of("x", -100, 0, 4, 1e30f, NONE)));
    assertThat(fitted.standardization("x").means()).containsExactly(2f);
    assertThat(fitted.standardization("x").deviations()).containsExactly(2f);
  }

  /** Five quantiles of 0, 0, 0, 0, 10: all but the last are one point. */
  @Test
  void equalQuantilesAreOnePointInTheMiddle() {
    FittedFeatures fitted =
        Fitting.fit(
            Cases.topology(
                Features.numeric("v", 2).quantiles(5), Features.numeric("one").quantiles(9)),
            Examples.of(
                Numbers.of("v", 2, new float[] {0, 1, 0, 2, 0, NONE, 0, 3, 10, 5}),
                Integers.of("one", 7, 7, 7, 7, 7)));
    assertThat(fitted.quantiles("v").get(0))
        .isEqualTo(new QuantileScale(List.of(0f, 10f), List.of(.375f, 1f)));
    assertThat(fitted.quantiles("v").get(1))
        .isEqualTo(
            new QuantileScale(
                List.of(1f, 1.75f, 2.5f, 3.5f, 5f), List.of(0f, .25f, .5f, .75f, 1f)));
    assertThat(fitted.quantiles("one"))
        .containsExactly(new QuantileScale(List.of(7f), List.of(.5f)));
  }

  @Test
  void bucketsNeedANumber() {
    Topology topology = Cases.topology(Features.bucketized("x", 3));
    Cases.refuses(
        () -> Fitting.fit(topology, Examples.of(Numbers.of("x", NONE, NONE))),
        "column \"x\"",
        "no value in 2 rows",
        "at least one number");
    Cases.refuses(
        () -> Fitting.fit(topology, Examples.of(Numbers.of("x", 1, Float.POSITIVE_INFINITY))),
        "column \"x\"",
        "Infinity",
        "a finite number");
    Cases.refuses(
        () -> Fitting.fit(topology, Examples.of(Text.of("x", List.of("a")))),
        "column \"x\"",
        "the text \"a\"",
        "a number");
    Cases.refuses(() -> Fitting.fit(topology, Examples.of(Numbers.of("z", 1))), "\"x\"");
  }

  @Test
  void aColumnPerComponentGivesWhatAMatrixGives() {
    FittedFeatures matrix =
        Fitting.fit(
            Cases.topology(Features.numeric("v", 2)),
            Examples.of(Numbers.of("v", 2, new float[] {1, 4, 2, 6})));
    FittedFeatures columns =
        Fitting.fit(
            Cases.topology(Features.numeric("v", 2)),
            Examples.of(Integers.of("v_1", 4, 6), Numbers.of("v_0", 1, 2)));
    assertThat(columns).isEqualTo(matrix);
  }

  @Test
  void takesTheMostFrequentWordsTiesByLetters() {
    Text words = Text.of("w", Arrays.asList("b", "c", null, "a", "c", "b", "d"));
    FittedFeatures fitted =
        Fitting.fit(Cases.topology(Features.vocabulary("w", 3)), Examples.of(words));
    assertThat(fitted.vocabulary("w")).containsExactly("b", "c", "a");
    assertThat(
            Fitting.fit(
                    Cases.topology(Features.vocabulary("w", List.of("z", "a"))), Examples.of(words))
                .vocabulary("w"))
        .containsExactly("z", "a");
  }

  @Test
  void leavesOutWordsThatComeTooSeldom() {
    Examples words = Examples.of(Text.of("w", Arrays.asList("b", "c", null, "a", "c", "b", "c")));
    assertThat(
            Fitting.fit(Cases.topology(Features.vocabulary("w", 9).atLeast(2)), words)
                .vocabulary("w"))
        .containsExactly("c", "b");
    Cases.refuses(
        () -> Fitting.fit(Cases.topology(Features.vocabulary("w", 9).atLeast(4)), words),
        "column \"w\": received no word more than 3 times in 7 rows",
        "at least 4 times");
  }

  @Test
  void countsOnlyTheRowsOfThePart() {
    Examples all = Examples.of(Text.of("w", List.of("a", "a", "a", "b", "c", "c")));
    assertThat(
            Fitting.fit(Cases.topology(Features.vocabulary("w", 9)), all.take(new int[] {3, 4, 5}))
                .vocabulary("w"))
        .containsExactly("c", "b");
  }

  @Test
  void integersAreWordsAsTheyAreWritten() {
    Examples examples = Examples.of(Integers.of("w", 7, -1, 7));
    assertThat(Fitting.fit(Cases.topology(Features.vocabulary("w", 2)), examples).vocabulary("w"))
        .containsExactly("7", "-1");
  }

  @Test
  void saysEverythingThatIsWrongAtOnce() {
    Examples examples =
        Examples.of(
            Text.of("x", List.of("1", "n/a")),
            Numbers.of("void", NONE, NONE),
            Numbers.of("z", 1, Float.POSITIVE_INFINITY),
            Numbers.of("w", 1, 2),
            Text.of("v", Arrays.asList(null, null)),
            Numbers.of("wide", 2, new float[4]));
    Cases.refuses(
        () ->
            Fitting.fit(
                Cases.topology(
                    Features.numeric("x"),
                    Features.numeric("void"),
                    Features.numeric("z"),
                    Features.vocabulary("w", 2),
                    Features.vocabulary("v", 2),
                    Features.numeric("gone"),
                    Features.numeric("wide")),
                examples),
        "7 problems",
        "examples row 1, column \"x\": received the text \"n/a\"",
        "column \"void\": received no value in 2 rows",
        "examples row 1, column \"z\": received Infinity",
        "column \"w\": received a column of numbers",
        "CsvFormat.text(\"w\")",
        "column \"v\": received no value",
        "a column \"gone\"",
        "vectors of width 2");
    Cases.refuses(
        () -> Fitting.fit(Cases.topology(Features.numeric("void")), examples.take(new int[0])),
        "no rows");
  }

  @Test
  void refusesAPositiveWordThatNoRowHolds() {
    Examples examples =
        Examples.of(Numbers.of("x", 1, 2), Text.of("y", List.of("- 50000.", "50000+.")));
    Cases.refuses(
        () -> Fitting.fit(Cases.topology(Tasks.binary("y", "50000+")), examples),
        "column \"y\": received the words [\"- 50000.\", \"50000+.\"]",
        "\"50000+\"");
    Cases.refuses(
        () -> Fitting.fit(Cases.topology(Tasks.binary("y", "50000+.")), examples.take(new int[1])),
        "\"50000+.\"");
    assertThat(
            Fitting.fit(Cases.topology(Tasks.binary("y", "50000+.")), examples).standardizations())
        .containsKey("x");
  }
}
