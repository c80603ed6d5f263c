package dev.espalier.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.espalier.dsl.Task;
import dev.espalier.dsl.Tasks;
import dev.espalier.graph.FittedFeatures;
import dev.espalier.graph.Standardization;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelCodingTest {
  private static final float NONE = Float.NaN;

  private static EncodedExamples encode(Examples examples, Task... tasks) {
    FittedFeatures fitted =
        new FittedFeatures(Map.of("x", new Standardization(List.of(0f), List.of(1f))), Map.of());
    Examples all = examples.with(Numbers.of("x", new float[examples.rows()]));
    return Encoding.encode(Cases.topology(tasks), fitted, all);
  }

  private static Text words(String... words) {
    return Text.of("y", Arrays.asList(words));
  }

  @Test
  void everyKindOfLabelIsTaskMajor() {
    Examples examples =
        Examples.of(
            Integers.of("a", 0, 1, 1),
            Text.of("b", List.of("yes", "no", "maybe")),
            Numbers.of("c", 2, 0, 1),
            Integers.of("d", -3, 4, 5));
    EncodedExamples encoded =
        encode(
            examples,
            Tasks.binary("a"),
            Tasks.binary("b", "yes"),
            Tasks.multiclass("c", 3),
            Tasks.regression("other").label("d"));
    assertThat(encoded.labels).containsExactly(0, 1, 1, 1, 0, 0, 2, 0, 1, -3, 4, 5);
    assertThat(encoded.weighted()).isFalse();
    assertThat(encoded.weights(2)).containsExactly(1, 1, 1);
    assertThat(encoded.labels(3)).containsExactly(-3, 4, 5);
  }

  @Test
  void severalLabelsOfATaskLieTogetherAndAreMissingOneByOne() {
    Examples examples =
        Examples.of(
            Numbers.of("t_0", 1, NONE, 0),
            Text.of("t_1", List.of("true", "false", "1")),
            Integers.of("n", 3, 0, 7),
            Integers.of("m", 1, 1, 0));
    EncodedExamples encoded =
        encode(
            examples, Tasks.count("n"), Tasks.multilabel("t", 2).mask("m"), Tasks.ordinal("m", 3));
    assertThat(encoded.tasks()).isEqualTo(3);
    assertThat(encoded.labelColumns()).isEqualTo(4);
    assertThat(encoded.labels(0)).containsExactly(3, 0, 7);
    assertThat(encoded.labels(1)).containsExactly(1, 0, 0, 1, 0, 0);
    assertThat(encoded.weights(1)).containsExactly(1, 0, 0, 1, 1, 0);
    assertThat(encoded.labels(2)).containsExactly(1, 1, 0);
  }

  @Test
  void refusesLabelsThatAreNoneOfTheirTarget() {
    assertThatExceptionOfType(ExamplesException.class)
        .isThrownBy(() -> encode(Examples.of(Integers.of("y", 1, -1)), Tasks.count("y")))
        .withMessageContaining("not negative");
    assertThatExceptionOfType(ExamplesException.class)
        .isThrownBy(() -> encode(Examples.of(Numbers.of("y", 1, 1.5f)), Tasks.count("y")))
        .withMessageContaining("1.5");
    assertThatExceptionOfType(ExamplesException.class)
        .isThrownBy(() -> encode(Examples.of(Integers.of("y", 1, 3)), Tasks.ordinal("y", 3)))
        .withMessageContaining("0 to 2");
    assertThatExceptionOfType(ExamplesException.class)
        .isThrownBy(() -> encode(Examples.of(Integers.of("y_0", 1, 0)), Tasks.multilabel("y", 2)))
        .withMessageContaining("y_1");
  }

  @Test
  void truthHasSeveralSpellings() {
    assertThat(encode(Examples.of(words("true", "False", "1", "0")), Tasks.binary("y")).labels)
        .containsExactly(1, 0, 1, 0);
    assertThat(encode(Examples.of(Numbers.of("y", 1, 0, -0f)), Tasks.binary("y")).labels)
        .containsExactly(1, 0, 0);
    assertThat(encode(Examples.of(Integers.of("y", 7, 8)), Tasks.binary("y", "7")).labels)
        .containsExactly(1, 0);
  }

  @Test
  void missingMaskedAndWeightedLabels() {
    Examples examples =
        Examples.of(
            Numbers.of("y", 5, NONE, Float.POSITIVE_INFINITY, 6),
            Integers.of("m", 1, 1, 0, 1),
            Numbers.of("w", .5f, 2, 3, 0));
    EncodedExamples encoded = encode(examples, Tasks.regression("y").mask("m").exampleWeight("w"));
    assertThat(encoded.labels(0)).containsExactly(5, 0, 0, 0);
    assertThat(encoded.weights(0)).containsExactly(.5f, 0, 0, 0);
  }

  @Test
  void weightsOfOneTaskLeaveTheOthersAlone() {
    Examples examples = Examples.of(Numbers.of("y", 1, NONE), Integers.of("z", 3, 4));
    EncodedExamples encoded = encode(examples, Tasks.regression("z"), Tasks.regression("y"));
    assertThat(encoded.weights).containsExactly(1, 1, 1, 0);
  }

  @Test
  void refusesIllegalLabelsWithTheirPlace() {
    Cases.refuses(
        () -> encode(Examples.of(Integers.of("y", 0, 2)), Tasks.binary("y")),
        "examples row 1, column \"y\": received \"2\"",
        "0 or 1",
        "task \"y\"");
    Cases.refuses(
        () -> encode(Examples.of(words("true", "ja")), Tasks.binary("y")), "row 1", "\"ja\"");
    Cases.refuses(
        () -> encode(Examples.of(Numbers.of("y", 1, 2)), Tasks.binary("y", "1")),
        "row 0",
        "a column of numbers is none");
    Cases.refuses(
        () -> encode(Examples.of(Integers.of("y", 0, 3)), Tasks.multiclass("y", 3)),
        "row 1",
        "an integer from 0 to 2");
    Cases.refuses(
        () -> encode(Examples.of(Integers.of("y", -1)), Tasks.multiclass("y", 3)), "\"-1\"");
    Cases.refuses(
        () -> encode(Examples.of(Numbers.of("y", 1.5f)), Tasks.multiclass("y", 3)), "\"1.5\"");
    Cases.refuses(() -> encode(Examples.of(words("0")), Tasks.multiclass("y", 3)), "\"0\"");
    Cases.refuses(() -> encode(Examples.of(words("1")), Tasks.regression("y")), "a finite number");
    Cases.refuses(
        () -> encode(Examples.of(Numbers.of("y", Float.NEGATIVE_INFINITY)), Tasks.regression("y")),
        "-Infinity");
    Examples vectors = Examples.of(Numbers.of("y", 2, new float[] {1, 1}));
    for (Task task :
        List.of(
            Tasks.binary("y"),
            Tasks.binary("y", "1"),
            Tasks.multiclass("y", 3),
            Tasks.regression("y"))) {
      Cases.refuses(() -> encode(vectors, task), "row 0");
    }
  }

  @Test
  void refusesIllegalMasksAndWeights() {
    Examples good = Examples.of(Integers.of("y", 0, 1));
    Task masked = Tasks.binary("y").mask("m");
    Task weighted = Tasks.binary("y").exampleWeight("w");
    Cases.refuses(() -> encode(good, masked), "a column \"m\"");
    Cases.refuses(() -> encode(good.with(Numbers.of("m", 1, .5f)), masked), "row 1", "\"0.5\"");
    Cases.refuses(() -> encode(good.with(Numbers.of("m", NONE, 1)), masked), "a missing value");
    Cases.refuses(() -> encode(good, weighted), "a column \"w\"");
    Cases.refuses(() -> encode(good.with(Numbers.of("w", 1, -1)), weighted), "row 1", "negative");
    Cases.refuses(() -> encode(good.with(Numbers.of("w", NONE, 1)), weighted), "a missing value");
    Cases.refuses(
        () -> encode(good.with(Numbers.of("w", Float.POSITIVE_INFINITY, 1)), weighted), "Infinity");
    Cases.refuses(
        () -> encode(good.with(Text.of("w", List.of("1", "1"))), weighted), "row 0", "\"1\"");
  }

  @Test
  void refusesATaskWithoutALabel() {
    Examples examples =
        Examples.of(Numbers.of("y", NONE, 1), Integers.of("m", 1, 0), Integers.of("w", 1, 0));
    Cases.refuses(() -> encode(examples, Tasks.regression("y").mask("m")), "no label", "2 rows");
    Cases.refuses(() -> encode(examples, Tasks.regression("y").exampleWeight("w")), "no label");
    Cases.refuses(() -> encode(examples, Tasks.binary("gone")), "a column \"gone\"");
  }
}
