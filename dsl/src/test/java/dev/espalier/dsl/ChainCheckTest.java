package dev.espalier.dsl;

import static dev.espalier.dsl.Blocks.aitm;
import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.hierarchicalExperts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.product;
import static dev.espalier.dsl.Tasks.regression;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChainCheckTest {

  private static Topology with(Block... blocks) {
    return new Topology(
        "t",
        List.of(numeric("x", 3)),
        List.of(blocks),
        List.of(
            binary("click"), binary("cart"), product("buy", "click", "cart"), regression("dwell")));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource
  void refuses(String path, String received, Aitm aitm) {
    Refused.assertOnlyProblem(
        with(experts(2, 4), mmoe(), aitm), "topology.shared[2].aitm." + path, received);
  }

  static Stream<Arguments> refuses() {
    Aitm legal = aitm("click", "cart");
    return Stream.of(
        Arguments.of("chain", "0 tasks", aitm()),
        Arguments.of("chain", "1 tasks", aitm("click")),
        Arguments.of("chain[1]", "\"click\"", aitm("click", "click")),
        Arguments.of("chain[1]", "\"seen\"", aitm("click", "seen")),
        Arguments.of("chain[0]", "\"dwell\"", aitm("dwell", "cart")),
        Arguments.of("chain[1]", "\"buy\"", aitm("click", "buy")),
        Arguments.of("transfer.units[0]", "0", legal.transfer(0)),
        Arguments.of("transfer.dropout", "1.0", legal.transfer(Layers.of().dropout(1f))),
        Arguments.of("calibration", "-0.1", legal.calibration(-0.1f)),
        Arguments.of("calibration", "NaN", legal.calibration(Float.NaN)));
  }

  @Test
  void refusesSharedStreams() {
    Aitm aitm = aitm("click", "cart");
    Refused.assertOnlyProblem(
        with(experts(2, 4), aitm), "topology.shared[1].aitm", "2 shared streams of width 4");
    Refused.assertOnlyProblem(with(aitm), "topology.shared[0].aitm", "1 shared stream of width 3");
    Refused.assertOnlyProblem(
        with(hierarchicalExperts(2, aitm), mmoe()),
        "topology.shared[0].hierarchicalExperts.body[0].aitm",
        "1 shared stream of width 3");
  }

  @Test
  void acceptsSeveralChainsInAnyOrder() {
    Topology topology =
        with(experts(2, 4), mmoe(), aitm("cart", "click").transfer(3), aitm("click", "cart"));
    assertThat(topology.problems(Limits.defaults())).isEmpty();
  }
}
