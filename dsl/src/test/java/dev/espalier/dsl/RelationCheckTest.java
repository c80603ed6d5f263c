package dev.espalier.dsl;

import static dev.espalier.dsl.Losses.focal;
import static dev.espalier.dsl.Losses.huber;
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

class RelationCheckTest {
  private static final Task CLICK = binary("click").tower(4);
  private static final Task CONVERT = binary("convert").tower(4);
  private static final Task BUY = product("buy", "click", "convert");

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource
  void refuses(String path, String received, Topology topology) {
    Refused.assertOnlyProblem(topology, "topology.tasks" + path, received);
  }

  static Stream<Arguments> refuses() {
    return Stream.of(
        of("[0].mask", "\"seen\"", CLICK.mask("seen"), CONVERT, BUY),
        of("[1].mask", "\"clicked\"", CLICK, CONVERT.mask("clicked"), BUY),
        of("[1].exampleWeight", "\"w\"", CLICK, CONVERT.exampleWeight("w"), BUY),
        of("[1].label", "\"bought\"", CLICK, CONVERT.label("bought"), BUY),
        of("[1].positive", "\"yes\"", CLICK, binary("convert", "yes"), BUY),
        of("[1].weight", "2.0", CLICK, CONVERT.weight(2f), BUY),
        of("[1].loss", focal().toString(), CLICK, CONVERT.loss(focal()), BUY),
        of("[1].selfAuxiliary", "a small tower", CLICK, CONVERT.selfAuxiliary(1), BUY),
        of("[2].tower", Layers.of(4).toString(), CLICK, CONVERT, BUY.tower(4)),
        of("[2].selfAuxiliary", "a small tower", CLICK, CONVERT, BUY.selfAuxiliary(1)),
        of("[2].loss", "huber for product", CLICK, CONVERT, BUY.loss(huber(1f))),
        of("[2].of", "\"seen\"", CLICK, CONVERT, product("buy", "seen", "convert")),
        of("[2].given", "\"seen\"", CLICK, CONVERT, product("buy", "click", "seen")),
        of("[2].given", "\"click\"", CLICK, CONVERT, product("buy", "click", "click")),
        of("[2].of", "\"dwell\"", regression("dwell"), CONVERT, product("b", "dwell", "convert")),
        of(
            "[3].of",
            "\"buy\"",
            CLICK,
            CONVERT,
            BUY,
            product("refund", "buy", "keep"),
            binary("keep")),
        of(
            "[1]",
            "of in one product and given in another",
            CLICK,
            CONVERT,
            BUY,
            binary("keep"),
            product("kept", "convert", "keep")));
  }

  private static Arguments of(String path, String received, Task... tasks) {
    return Arguments.of(path, received, Refused.with(tasks));
  }

  @Test
  void aMaskIsRefusedWithTheReason() {
    Problem problem =
        Refused.with(CLICK, CONVERT.mask("clicked"), BUY).problems(Limits.defaults()).get(0);
    assertThat(problem.hint()).contains("on every example", "not only where it can be seen");
  }

  @Test
  void acceptsProductsThatShareAPart() {
    Topology topology =
        Refused.with(
            CLICK,
            CONVERT,
            BUY.weight(2f).label("bought").mask("known").loss(focal()),
            binary("like"),
            product("liked", "click", "like"));
    assertThat(topology.problems(Limits.defaults())).isEmpty();
    assertThat(topology.readers()).containsExactly("click", "convert", "like");
    assertThat(topology.tasksWithLoss().stream().map(Task::name))
        .containsExactly("click", "buy", "liked");
  }

  @Test
  void refusesAProductAloneBehindAnyBody() {
    Topology topology =
        new Topology(
            "t",
            List.of(Features.numeric("x")),
            List.of(Blocks.experts(2, 3), Blocks.mmoe()),
            List.of(BUY));
    assertThat(topology.problems(Limits.defaults())).hasSize(2);
  }
}
