package dev.espalier.dsl;

import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Scores.powerProduct;
import static dev.espalier.dsl.Scores.term;
import static dev.espalier.dsl.Scores.weightedSum;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.count;
import static dev.espalier.dsl.Tasks.multiclass;
import static dev.espalier.dsl.Tasks.product;
import static dev.espalier.dsl.Tasks.regression;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScoreCheckTest {

  private static Topology with(Score... scores) {
    return new Topology(
        "t",
        List.of(numeric("x", 3)),
        List.of(),
        List.of(
            binary("click"),
            binary("convert"),
            product("buy", "click", "convert"),
            count("visits"),
            regression("dwell"),
            multiclass("kind", 3)),
        List.of(scores));
  }

  private static Score rank(Score.Formula formula) {
    return new Score("rank", formula);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource
  void refuses(String path, String received, Score score) {
    Refused.assertOnlyProblem(with(score), "topology.scores[0]." + path, received);
  }

  static Stream<Arguments> refuses() {
    Score.Formula legal = weightedSum(term("click", 1f));
    return Stream.of(
        Arguments.of("name", "\"\"", new Score("", legal)),
        Arguments.of("name", "\"a b\"", new Score("a b", legal)),
        Arguments.of("name", "\"dwell\"", new Score("dwell", legal)),
        Arguments.of("formula.weightedSum", "none", rank(weightedSum())),
        Arguments.of("formula.powerProduct", "none", rank(powerProduct())),
        sum("task", "\"seen\"", "seen", 1f),
        sum("task", "\"kind\"", "kind", 1f),
        sum("factor", "NaN", "click", Float.NaN),
        sum("factor", "Infinity", "click", Float.POSITIVE_INFINITY),
        sum("factor", "-2.0E9", "click", -2e9f),
        power("task", "\"dwell\"", "dwell", 1f),
        power("task", "\"kind\"", "kind", 1f),
        power("task", "\"seen\"", "seen", 1f),
        power("power", "-1.0", "click", -1f),
        power("power", "101.0", "click", 101f),
        power("power", "NaN", "click", Float.NaN),
        Arguments.of(
            "formula.weightedSum[1].task",
            "\"click\"",
            rank(weightedSum(term("click", 1f), term("click", 2f)))));
  }

  private static Arguments sum(String path, String received, String task, float factor) {
    return Arguments.of(
        "formula.weightedSum[0]." + path, received, rank(weightedSum(term(task, factor))));
  }

  private static Arguments power(String path, String received, String task, float power) {
    return Arguments.of(
        "formula.powerProduct[0]." + path, received, rank(powerProduct(term(task, power))));
  }

  @Test
  void refusesTwoScoresOfOneName() {
    Score score = rank(weightedSum(term("click", 1f)));
    Refused.assertOnlyProblem(with(score, score), "topology.scores[1].name", "\"rank\"");
  }

  @Test
  void acceptsSeveralScores() {
    Topology topology =
        with(
            rank(weightedSum(term("click", 1f), term("dwell", -0.3f), term("visits", 0f))),
            new Score(
                "value", powerProduct(term("click", 1f), term("buy", 2.5f), term("visits", 0f))));
    assertThat(topology.problems(Limits.defaults())).isEmpty();
    assertThat(topology.predictedNames())
        .containsExactly("click", "convert", "buy", "visits", "dwell", "kind", "rank", "value");
  }

  @Test
  void aPowerOfZeroIsOneAndZeroToAPowerIsZero() {
    Score.Formula formula = powerProduct(term("click", 2f), term("visits", 0f));
    assertThat(formula.of(new double[] {0.5, 0})).isCloseTo(0.25, within(1e-12));
    assertThat(formula.of(new double[] {0, 3})).isZero();
    assertThat(powerProduct(term("visits", 100f)).of(new double[] {1e13})).isEqualTo(Math.exp(88));
    assertThat(weightedSum(term("click", 2f), term("dwell", -1f)).of(new double[] {0.5, 3}))
        .isEqualTo(-2);
  }
}
