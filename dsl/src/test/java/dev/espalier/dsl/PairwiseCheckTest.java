package dev.espalier.dsl;

import static dev.espalier.dsl.Losses.pairwise;
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

class PairwiseCheckTest {
  private static final Loss.Pairwise LOSS = pairwise("query");

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource
  void refuses(String path, String received, Topology topology) {
    Refused.assertOnlyProblem(topology, path, received);
  }

  static Stream<Arguments> refuses() {
    Task click = binary("click");
    return Stream.of(
        Refused.task("loss", "pairwise for multiclass", multiclass("k", 3).loss(LOSS)),
        Refused.task("loss", "pairwise for ordinal", ordinal("k", 3).loss(LOSS)),
        Refused.task("loss", "pairwise for multilabel", multilabel("k", 3).loss(LOSS)),
        Refused.task("loss", "pairwise for quantile", quantile("k", 0.5f).loss(LOSS)),
        Refused.task("loss.share", "0.0", click.loss(LOSS.share(0f))),
        Refused.task("loss.share", "1.5", click.loss(LOSS.share(1.5f))),
        Refused.task("loss.share", "NaN", click.loss(LOSS.share(Float.NaN))),
        Refused.task("loss.group", "\"\"", click.loss(pairwise(""))),
        Refused.task("loss.group", "\"click\"", click.loss(pairwise("click"))));
  }

  @Test
  void refusesGroupsOfTwoKinds() {
    Topology topology =
        Refused.with(
            binary("click").loss(LOSS), binary("buy"), regression("dwell").loss(pairwise("user")));
    Refused.assertOnlyProblem(topology, "topology.tasks[2].loss.group", "\"user\"");
  }

  @Test
  void acceptsTasksOfOneNumber() {
    Topology topology =
        Refused.with(
            binary("click").loss(LOSS),
            regression("dwell").loss(LOSS.share(0.5f)),
            count("visits").loss(LOSS));
    assertThat(topology.problems(Limits.defaults())).isEmpty();
    assertThat(topology.group()).isEqualTo("query");
    assertThat(Refused.with(binary("click")).group()).isNull();
  }
}
