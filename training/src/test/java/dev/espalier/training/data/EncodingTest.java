package dev.espalier.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.espalier.dsl.Features;
import dev.espalier.dsl.Tasks;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.FittedFeatures;
import dev.espalier.graph.QuantileScale;
import dev.espalier.graph.Standardization;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EncodingTest {
  private static final float NONE = Float.NaN;

  @Test
  void numbersAreStandardisedInTheOrderOfTheInputs() {
    Topology topology =
        Cases.topology(
            Features.numeric("v", 2), Features.hashed("h", 3), Features.numeric("raw").raw());
    FittedFeatures fitted =
        new FittedFeatures(
            Map.of("v", new Standardization(List.of(1f, 10f), List.of(3f, .5f))), Map.of());
    Examples examples =
        Examples.of(
            Numbers.of("raw", 7, NONE),
            Numbers.of("v", 2, new float[] {8, 11, NONE, 9}),
            Text.of("h", List.of("a", "b")));
    EncodedExamples encoded = Encoding.encodeInputs(topology, fitted, examples);
    assertThat(encoded.numericWidth()).isEqualTo(3);
    assertThat(encoded.numbers).containsExactly(7 * (1f / 3f), 2, 7, 0, -2, 0);
    assertThat(encoded.labelled()).isFalse();
    assertThatIllegalStateException().isThrownBy(() -> encoded.labels(0));
  }

  @Test
  void aColumnPerComponentGivesWhatAMatrixGives() {
    Topology topology = Cases.topology(Features.numeric("v", 2));
    Examples matrix = Examples.of(Numbers.of("v", 2, new float[] {1, 4, 2, 6, NONE, 8}));
    Examples columns = Examples.of(Integers.of("v_1", 4, 6, 8), Numbers.of("v_0", 1, 2, NONE));
    FittedFeatures fitted = Fitting.fit(topology, matrix);
    assertThat(Encoding.encodeInputs(topology, fitted, columns).numbers)
        .isEqualTo(Encoding.encodeInputs(topology, fitted, matrix).numbers);
  }

  @Test
  void numbersAreTransformedScaledAndTold() {
    Topology topology =
        Cases.topology(
            Features.numeric("v", 2).clip(0, 10).raw().indicated(),
            Features.numeric("q").quantiles(3),
            Features.numeric("l").log().raw());
    Examples examples =
        Examples.of(
            Numbers.of("v", 2, new float[] {-1, NONE, 5, 11}),
            Numbers.of("q", NONE, 3),
            Numbers.of("l", -1, NONE));
    FittedFeatures fitted =
        new FittedFeatures(
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of("q", List.of(new QuantileScale(List.of(2f, 4f), List.of(0f, 1f)))));
    assertThat(Encoding.encodeInputs(topology, fitted, examples).numbers)
        .containsExactly(
            0,
            0,
            0,
            1,
            .5f,
            (float) -Math.log(2), //
            5,
            10,
            0,
            0,
            .5f,
            0);
  }

  @Test
  void numbersFallIntoBuckets() {
    Topology topology =
        Cases.topology(Features.bucketized("age", 18f, 25f), Features.bucketized("zero", 0f));
    Examples examples =
        Examples.of(
            Numbers.of("age", Math.nextDown(18f), 18, 25, 1e30f, NONE),
            Numbers.of("zero", -1, -0f, 0, 1, NONE));
    FittedFeatures fitted = Fitting.fit(topology, examples);
    assertThat(Encoding.encodeInputs(topology, fitted, examples).ids)
        .containsExactly(0, 0, 1, 1, 2, 1, 2, 1, 3, 2);
    Cases.refuses(
        () ->
            Encoding.encodeInputs(
                topology,
                fitted,
                Examples.of(
                    Numbers.of("age", 1, Float.NEGATIVE_INFINITY), Numbers.of("zero", 1, 1))),
        "row 1, column \"age\"",
        "-Infinity");
  }

  @Test
  void categoriesBecomeRows() {
    Topology topology =
        Cases.topology(
            Features.categorical("id", 3),
            Features.vocabulary("word", 4),
            Features.vocabulary("number", List.of("10", "2")),
            Features.hashed("hash", 1000));
    FittedFeatures fitted =
        new FittedFeatures(
            Map.of(), Map.of("word", List.of("b", "a"), "number", List.of("10", "2")));
    Examples examples =
        Examples.of(
            Numbers.of("id", 0, 2, 3, -1, NONE),
            Text.of("word", Arrays.asList("a", "b", "c", null, "")),
            Integers.of("number", 2, 10, 3, 2, 10),
            Text.of("hash", Arrays.asList("a", "hello", null, "", "Zürich")));
    EncodedExamples encoded = Encoding.encodeInputs(topology, fitted, examples);
    assertThat(encoded.ids)
        .containsExactly(
            0, 1, 1, 939, //
            2, 0, 0, 296, //
            3, 4, 2, 263, //
            3, 4, 1, 263, //
            3, 4, 0, 643);
    assertThat(encoded.id(4, 3)).isEqualTo(643);
  }

  @Test
  void aColumnWithoutAnyValueMayHaveAnyType() {
    Topology topology =
        Cases.topology(
            Features.numeric("x"),
            Features.vocabulary("w", List.of("a")),
            Features.hashed("h", 1000),
            Features.categorical("id", 2));
    Examples examples =
        Examples.of(
            Text.of("x", Arrays.asList((String) null)),
            Numbers.of("w", NONE),
            Numbers.of("h", NONE),
            Text.of("id", Arrays.asList((String) null)));
    FittedFeatures fitted =
        new FittedFeatures(
            Map.of("x", new Standardization(List.of(1f), List.of(1f))), Map.of("w", List.of("a")));
    EncodedExamples encoded = Encoding.encodeInputs(topology, fitted, examples);
    assertThat(encoded.numbers).containsExactly(0f);
    assertThat(encoded.ids).containsExactly(1, 263, 2);
  }

  @Test
  void encodingShuffledRowsIsShufflingEncodedRows() {
    Topology topology = Cases.everything();
    Examples examples = Cases.rows(500, 1);
    FittedFeatures fitted = Fitting.fit(topology, examples);
    EncodedExamples encoded = Encoding.encode(topology, fitted, examples);
    int[] order = Permutation.of(500, 2, 0);
    EncodedExamples shuffled = Encoding.encode(topology, fitted, examples.take(order));
    for (int i = 0; i < 500; i++) {
      for (int j = 0; j < encoded.numericWidth(); j++) {
        assertThat(shuffled.number(i, j)).isEqualTo(encoded.number(order[i], j));
      }
      for (int j = 0; j < encoded.idWidth(); j++) {
        assertThat(shuffled.id(i, j)).isEqualTo(encoded.id(order[i], j));
      }
      for (int task = 0; task < 2; task++) {
        assertThat(shuffled.labels(task)[i]).isEqualTo(encoded.labels(task)[order[i]]);
        assertThat(shuffled.weights(task)[i]).isEqualTo(encoded.weights(task)[order[i]]);
      }
    }
  }

  @Test
  void theFittedPartHasMeanZeroAndDeviationOne() {
    Topology topology = Cases.topology(Features.numeric("age"));
    Examples examples = Cases.rows(5000, 3);
    EncodedExamples encoded =
        Encoding.encodeInputs(topology, Fitting.fit(topology, examples), examples);
    double sum = 0;
    double squares = 0;
    int count = 0;
    Column age = examples.column("age");
    for (int row = 0; row < 5000; row++) {
      if (!age.isMissing(row)) {
        sum += encoded.number(row, 0);
        squares += encoded.number(row, 0) * encoded.number(row, 0);
        count++;
      }
    }
    assertThat(Math.abs(sum / count)).isLessThan(1e-5);
    assertThat(Math.abs(squares / count - 1)).isLessThan(1e-5);
  }

  @Test
  void saysEverythingThatIsWrongAtOnce() {
    Topology topology =
        Cases.topology(
            Features.numeric("x"),
            Features.numeric("huge"),
            Features.categorical("id", 3),
            Features.categorical("name", 3),
            Features.hashed("h", 3));
    Standardization tiny = new Standardization(List.of(0f), List.of(1e-3f));
    FittedFeatures fitted = new FittedFeatures(Map.of("x", tiny, "huge", tiny), Map.of());
    Examples examples =
        Examples.of(
            Numbers.of("huge", 1, 3e38f),
            Numbers.of("id", 1, 1.5f),
            Text.of("name", List.of("3", "anna")),
            Integers.of("y", 1, 2));
    Cases.refuses(
        () -> Encoding.encode(topology, fitted, examples),
        "5 problems",
        "a column \"x\"",
        "examples row 1, column \"huge\": received 3.0E38",
        "examples row 1, column \"id\": received 1.5",
        "examples row 1, column \"name\": received the text \"anna\"",
        "a column \"h\"");
    Cases.refuses(() -> Encoding.encode(topology, fitted, examples.take(new int[0])), "no rows");
  }

  @Test
  void tellsAtMostTenProblems() {
    Topology many =
        Cases.topology(
            java.util.stream.IntStream.range(0, 30)
                .mapToObj(i -> Features.numeric("f" + i).raw())
                .toArray(dev.espalier.dsl.Feature[]::new));
    Examples examples = Examples.of(Integers.of("y", 1));
    Cases.refuses(() -> Encoding.encode(many, FittedFeatures.none(), examples), "10 problems");
  }

  @Test
  void refusesWhatWasFittedForAnotherTopology() {
    Examples examples = Examples.of(Numbers.of("x", 1f), Integers.of("y", 1));
    Topology topology = Cases.topology(Tasks.regression("y"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Encoding.encode(topology, FittedFeatures.none(), examples))
        .withMessageContaining("\"x\"");
    FittedFeatures wide =
        new FittedFeatures(
            Map.of("x", new Standardization(List.of(1f, 1f), List.of(1f, 1f))), Map.of());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Encoding.encode(topology, wide, examples))
        .withMessageContaining("width");
  }
}
