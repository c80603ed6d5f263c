package dev.espalier.dsl;

import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.count;
import static dev.espalier.dsl.Tasks.multilabel;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KeptNegativesCheckTest {

  @ParameterizedTest(name = "{1} {2}")
  @MethodSource
  void refuses(String path, String received, Topology topology) {
    Refused.assertOnlyProblem(topology, path, received);
  }

  static Stream<Arguments> refuses() {
    Task click = binary("click");
    return Stream.of(
        Refused.task("keptNegatives", "0.0", click.keptNegatives(0f)),
        Refused.task("keptNegatives", "-0.5", click.keptNegatives(-0.5f)),
        Refused.task("keptNegatives", "1.5", click.keptNegatives(1.5f)),
        Refused.task("keptNegatives", "NaN", click.keptNegatives(Float.NaN)),
        Refused.task("keptNegatives", "0.5", count("visits").keptNegatives(0.5f)),
        Refused.task("keptNegatives", "0.5", multilabel("tags", 2).keptNegatives(0.5f)));
  }

  @Test
  void acceptsAShareUpToAll() {
    Topology topology =
        Refused.with(binary("all").keptNegatives(1f), binary("few").keptNegatives(Float.MIN_VALUE));
    assertThat(topology.problems(Limits.defaults())).isEmpty();
  }
}
