package dev.espalier.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.provider.Arguments;

/** What the tests of validation have in common: one thing wrong in an otherwise legal topology. */
final class Refused {
  private Refused() {}

  static Arguments input(String place, String received, Feature feature) {
    return Arguments.of("topology.inputs[0]." + place, received, with(feature));
  }

  static Arguments shared(String place, String received, Block block) {
    return Arguments.of("topology.shared[0]." + place, received, with(block));
  }

  static Arguments task(String place, String received, Task task) {
    return Arguments.of("topology.tasks[0]." + place, received, with(task));
  }

  static Topology with(Feature... features) {
    return new Topology("t", List.of(features), List.of(), List.of(Tasks.regression("y")));
  }

  static Topology with(Block... blocks) {
    List<Task> tasks = List.of(Tasks.regression("y"), Tasks.regression("z"));
    return new Topology("t", List.of(Features.numeric("x", 3)), List.of(blocks), tasks);
  }

  static Topology with(Task... tasks) {
    return new Topology("t", List.of(Features.numeric("x", 3)), List.of(), List.of(tasks));
  }

  /** The topology has this problem and no other, with something allowed and a way out. */
  static void assertOnlyProblem(Topology topology, String path, String received) {
    List<Problem> problems = topology.problems(Limits.defaults());
    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).path()).isEqualTo(path);
    assertThat(problems.get(0).received()).isEqualTo(received);
    assertThat(problems.get(0).allowed()).isNotBlank();
    assertThat(problems.get(0).hint()).matches("[A-Z].*[^.]");
  }
}
