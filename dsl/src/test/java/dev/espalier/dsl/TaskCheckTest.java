package dev.espalier.dsl;

import static dev.espalier.dsl.Losses.crossEntropy;
import static dev.espalier.dsl.Losses.focal;
import static dev.espalier.dsl.Losses.huber;
import static dev.espalier.dsl.Refused.task;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.count;
import static dev.espalier.dsl.Tasks.multiclass;
import static dev.espalier.dsl.Tasks.multilabel;
import static dev.espalier.dsl.Tasks.ordinal;
import static dev.espalier.dsl.Tasks.quantile;
import static dev.espalier.dsl.Tasks.regression;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TaskCheckTest {

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource({"settings", "columns"})
  void refusesAnIllegalSetting(String path, String received, Topology topology) {
    Refused.assertOnlyProblem(topology, path, received);
  }

  static Stream<Arguments> settings() {
    Layers broken = Layers.of(4).dropout(2f);
    return Stream.of(
        task("name", "\"a b\"", regression("a b")),
        task("classes", "1", multiclass("y", 1)),
        task("classes", "65537", multiclass("y", 65_537)),
        task("positive", "\"\"", binary("y", "")),
        task("classes", "2", ordinal("y", 2)),
        task("classes", "65537", ordinal("y", 65_537)),
        task("q", "0.0", quantile("y", 0f)),
        task("q", "1.0", quantile("y", 1f)),
        task("q", "NaN", quantile("y", Float.NaN)),
        task("labels", "1 labels", multilabel("y", 1)),
        task("labels", "0 labels", multilabel("y")),
        task("labels", "65537 labels", multilabel("y", 65_537)),
        task("labels[1]", "\"a\"", multilabel("y", "a", "a")),
        task("labels[1]", "\"\"", multilabel("y", "a", "")),
        task("labels[0]", "\"x_1\"", multilabel("y", "x_1", "b")),
        task("label", "\"z\"", multilabel("y", 2).label("z")),
        task("tower.units[0]", "0", binary("y").tower(0)),
        task("tower.dropout", "2.0", binary("y").tower(broken)),
        task("selfAuxiliary.gamma", "0.0", small(0f, Layers.of(2))),
        task("selfAuxiliary.gamma", "-1.0", small(-1f, Layers.of(2))),
        task("selfAuxiliary.gamma", "NaN", small(Float.NaN, Layers.of(2))),
        task("selfAuxiliary.tower.units[0]", "0", small(1f, Layers.of(0))),
        task("selfAuxiliary.tower.dropout", "2.0", small(1f, Layers.of(2).dropout(2f))),
        task("weight", "0.0", binary("y").weight(0f)),
        task("weight", "-1.0", binary("y").weight(-1f)),
        task("weight", "NaN", binary("y").weight(Float.NaN)),
        task("weight", "Infinity", binary("y").weight(Float.POSITIVE_INFINITY)));
  }

  private static Task small(float gamma, Layers tower) {
    return binary("y").tower(8).selfAuxiliary(gamma, tower);
  }

  static Stream<Arguments> columns() {
    return Stream.of(
        task("label", "\"\"", binary("y").label("")),
        task("label", "\"x\"", binary("y").label("x")),
        task("label", "\"x_2\"", binary("y").label("x_2")),
        task("mask", "\"\"", binary("y").mask("")),
        task("mask", "\"y\"", binary("y").mask("y")),
        task("mask", "\"b\"", multilabel("y", "a", "b").mask("b")),
        task("exampleWeight", "\"y_0\"", multilabel("y", 2).exampleWeight("y_0")),
        task("exampleWeight", "\"\"", binary("y").exampleWeight("")),
        task("exampleWeight", "\"l\"", binary("y").label("l").exampleWeight("l")));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource
  void refusesALoss(String path, String received, Topology topology) {
    Refused.assertOnlyProblem(topology, path, received);
  }

  static Stream<Arguments> refusesALoss() {
    return Stream.of(
        task("loss", "huber for binary", binary("y").loss(huber(1f))),
        task("loss", "focal for multiclass", multiclass("y", 3).loss(focal())),
        task("loss", "focal for regression", regression("y").loss(focal())),
        task("loss", "crossEntropy for regression", regression("y").loss(crossEntropy())),
        task("loss", "crossEntropy for count", count("y").loss(crossEntropy())),
        task("loss", "huber for quantile", quantile("y", 0.5f).loss(huber(1f))),
        task("loss", "crossEntropy for ordinal", ordinal("y", 3).loss(crossEntropy())),
        task("loss", "huber for multilabel", multilabel("y", 2).loss(huber(1f))),
        task("loss.delta", "0.0", regression("y").loss(huber(0f))),
        task("loss.delta", "NaN", regression("y").loss(huber(Float.NaN))),
        task("loss.gamma", "-1.0", binary("y").loss(focal(-1f, 0.5f))),
        task("loss.alpha", "0.0", binary("y").loss(focal(2f, 0f))),
        task("loss.alpha", "1.0", multilabel("y", 2).loss(focal(2f, 1f))),
        task("loss.labelSmoothing", "1.0", binary("y").loss(crossEntropy().labelSmoothing(1f))),
        task("loss.labelSmoothing", "-0.1", binary("y").loss(crossEntropy().labelSmoothing(-.1f))),
        task("loss.positiveWeight", "0.0", binary("y").loss(crossEntropy().positiveWeight(0f))),
        task(
            "loss.positiveWeight",
            "2.0",
            multiclass("y", 3).loss(crossEntropy().positiveWeight(2f))),
        task(
            "loss.positiveWeight",
            "Infinity",
            binary("y").loss(crossEntropy().positiveWeight(Float.POSITIVE_INFINITY))));
  }

  @Test
  void refusesATaskThatIsNamedAsAnInput() {
    Refused.assertOnlyProblem(
        Refused.with(binary("y"), binary("x")), "topology.tasks[1].label", "\"x\"");
    assertThat(Refused.with(binary("x").label("y")).problems(Limits.defaults())).isEmpty();
  }

  @Test
  void refusesANameTwice() {
    Refused.assertOnlyProblem(
        Refused.with(binary("y"), regression("y")), "topology.tasks[1].name", "\"y\"");
  }

  @Test
  void acceptsColumnsThatOnlyLookLikePartsOfAVector() {
    Topology topology =
        Refused.with(
            binary("a").label("x_3").mask("x"),
            binary("b").label("x_02").exampleWeight("x_0"),
            binary("c").label("x_"),
            binary("d").label("x_-1"),
            binary("e").label("x_99999999999"),
            binary("f").label("a column of any name, \"x\""));

    assertThat(topology.problems(Limits.defaults())).isEmpty();
  }

  @Test
  void acceptsATaskWithNothingButAName() {
    assertThat(
            Refused.with(binary("b"), regression("r"), multiclass("m", 2))
                .problems(Limits.defaults()))
        .isEmpty();
  }
}
