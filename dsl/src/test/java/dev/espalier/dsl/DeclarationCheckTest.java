package dev.espalier.dsl;

import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Refused.assertOnlyProblem;
import static dev.espalier.dsl.Refused.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.dsl.Declared.Kind;
import dev.espalier.dsl.plan.Plan;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DeclarationCheckTest {
  private static final Declared USUAL = new Declared();

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource
  void refuses(String path, String received, Block block) {
    assertOnlyProblem(with(block), "topology.shared[0].declared" + path, received);
  }

  static Stream<Arguments> refuses() {
    return Stream.of(
        Arguments.of(
            ".scale", "-1.0", new Declared(2, 4, -1f, Kind.SHARED, "n", false, List.of(3))),
        Arguments.of(".after", "no stream", USUAL.giving(Kind.SHARED, 0, 4)),
        Arguments.of(".after.width", "0", USUAL.giving(Kind.SHARED, 2, 0)),
        Arguments.of(
            ".after",
            "2 task streams of width 4, of the tasks [z, y]",
            USUAL.giving(Kind.BACKWARDS, 2, 4)),
        Arguments.of(
            ".after", "2 shared streams of widths [4, 5]", USUAL.giving(Kind.UNEVEN, 2, 4)),
        Arguments.of(".weights.sizes.shape", "[]", USUAL.sizes(new Integer[0])),
        Arguments.of(".weights.sizes.shape", "[2, 0]", USUAL.sizes(2, 0)),
        Arguments.of(".weights.sizes.shape", "[1, 1, 1, 1, 1]", USUAL.sizes(1, 1, 1, 1, 1)),
        Arguments.of(
            ".weights",
            "\"kernel\"",
            new Declared(2, 4, 1f, Kind.SHARED, "kernel", false, List.of(3))));
  }

  @Test
  void itsStreamsAreFollowed() {
    Topology topology = with(USUAL, mmoe());
    assertThat(topology.problems(Limits.defaults())).isEmpty();
    Plan plan = Plan.of(topology);
    assertThat(plan.steps().get(0).out()).containsOnly(dev.espalier.dsl.Stream.shared(4));
    assertThat(plan.parameters())
        .extracting(p -> p.name() + p.shape())
        .startsWith("shared0/declared/kernel[3, 4]", "shared0/declared/sizes[3]");
    assertThat(TopologySize.of(topology))
        .isEqualTo(new TopologySize(plan.parameterCount(), plan.parameters().size()));
    assertThat(plan.steps().get(0).multiplyAdds()).isEqualTo(12);
    assertOnlyProblem(
        with(USUAL.giving(Kind.TASKS, 2, 4), mmoe()),
        "topology.shared[1].mmoe",
        "2 task streams of width 4");
  }

  /** A loss of numbers that are not negative. */
  record Margin(float width) implements LossDeclaration {
    @Override
    public boolean fits(Target target) {
      return target instanceof Target.Regression;
    }

    @Override
    public List<Problem> problems(String path, Target target) {
      return width >= 0
          ? List.of()
          : List.of(new Problem(path + ".width", width + "", "0 or more", "Widen it"));
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource
  void refusesLosses(String path, String received, Task task) {
    assertOnlyProblem(with(task), "topology.tasks[0].loss" + path, received);
  }

  static Stream<Arguments> refusesLosses() {
    return Stream.of(
        Arguments.of("", "margin for binary", Tasks.binary("y").loss(new Margin(1f))),
        Arguments.of("", "margin for multiclass", Tasks.multiclass("y", 3).loss(new Margin(1f))),
        Arguments.of(".width", "-1.0", Tasks.regression("y").loss(new Margin(-1f))));
  }

  @Test
  void aLossThatFitsIsLegal() {
    assertThat(with(Tasks.regression("y").loss(new Margin(1f))).problems(Limits.defaults()))
        .isEmpty();
  }

  /** A feature of numbers that come round. */
  record Round(Numeric source, int width) implements FeatureDeclaration {
    @Override
    public List<Problem> problems(String path) {
      return source.components() == 1
          ? List.of()
          : List.of(new Problem(path, "a vector", "one number", "Take its components apart"));
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource
  void refusesFeatures(String path, String received, Feature feature) {
    assertOnlyProblem(with(feature), "topology.inputs[0]" + path, received);
  }

  static Stream<Arguments> refusesFeatures() {
    Numeric hour = Features.numeric("hour");
    return Stream.of(
        Arguments.of(".width", "0", new Round(hour, 0)),
        Arguments.of("", "a vector", new Round(Features.numeric("hour", 2), 1)),
        Arguments.of(".source.quantiles", "1", new Round(hour.quantiles(1), 2)),
        Arguments.of(".name", "\"an hour\"", new Round(Features.numeric("an hour"), 2)));
  }

  @Test
  void aLabelIsNoColumnOfAFeatureFromOutside() {
    Topology topology =
        new Topology(
            "t",
            List.of(new Round(Features.numeric("y"), 2)),
            List.of(),
            List.of(Tasks.regression("y")));
    assertOnlyProblem(topology, "topology.tasks[0].label", "\"y\"");
    assertThat(topology.inputs().get(0).width()).isEqualTo(2);
  }

  @Test
  void sizesCountTowardsTheLimits() {
    assertOnlyProblem(
        with(USUAL.sizes(1 << 30, 1 << 30, 1 << 30)), "topology", "2^63 parameters or more");
  }
}
