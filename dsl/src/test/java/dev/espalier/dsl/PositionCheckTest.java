package dev.espalier.dsl;

import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.count;
import static dev.espalier.dsl.Tasks.multiclass;
import static dev.espalier.dsl.Tasks.ordinal;
import static dev.espalier.dsl.Tasks.product;
import static dev.espalier.dsl.Tasks.quantile;
import static dev.espalier.dsl.Tasks.regression;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PositionCheckTest {
  private static final PositionBias LEGAL = PositionBias.of("place", 9, 4);

  private static Topology with(Task task) {
    return new Topology(
        "t",
        List.of(numeric("shown"), numeric("v", 3)),
        List.of(),
        List.of(task, binary("like").label("liked"), binary("seen")));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource
  void refuses(String path, String received, PositionBias bias) {
    Refused.assertOnlyProblem(
        with(binary("click").positionBias(bias)),
        "topology.tasks[0].positionBias." + path,
        received);
  }

  static Stream<Arguments> refuses() {
    return Stream.of(
        Arguments.of("column", "\"\"", PositionBias.of("", 9)),
        Arguments.of("column", "\"shown\"", PositionBias.of("shown", 9)),
        Arguments.of("column", "\"v_2\"", PositionBias.of("v_2", 9)),
        Arguments.of("column", "\"click\"", PositionBias.of("click", 9)),
        Arguments.of("column", "\"liked\"", PositionBias.of("liked", 9)),
        Arguments.of("positions", "0", PositionBias.of("place", 0)),
        Arguments.of("positions", "2147483647", PositionBias.of("place", Integer.MAX_VALUE)),
        Arguments.of("dimension", "0", LEGAL.dimension(0)),
        Arguments.of("tower.units[0]", "-1", LEGAL.tower(Layers.of(-1))),
        Arguments.of("dropout", "1.0", LEGAL.dropout(1f)),
        Arguments.of("dropout", "NaN", LEGAL.dropout(Float.NaN)));
  }

  @Test
  void refusesATaskWithoutOneLogit() {
    for (Task task :
        List.of(multiclass("kind", 3), ordinal("stars", 3), product("both", "like", "seen"))) {
      Refused.assertOnlyProblem(
          with(task.positionBias(LEGAL)),
          "topology.tasks[0].positionBias",
          "a tower on the position");
    }
  }

  @Test
  void acceptsEveryTaskWithOne() {
    for (Task task :
        List.of(binary("click"), count("visits"), regression("dwell"), quantile("late", 0.5f))) {
      assertThat(with(task.positionBias(LEGAL)).problems(Limits.defaults())).isEmpty();
    }
  }
}
