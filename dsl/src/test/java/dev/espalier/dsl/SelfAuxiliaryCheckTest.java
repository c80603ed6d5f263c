package dev.espalier.dsl;

import static dev.espalier.dsl.Blocks.dense;
import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.multiclass;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SelfAuxiliaryCheckTest {

  @Test
  void refusesATowerThatIsNotSmallerThanTheTasks() {
    // 3 inputs, 8 units and an output: (3 + 1) 8 + 9 = 41 against (3 + 1) 8 + 9.
    Topology same = Refused.with(binary("y").tower(8).selfAuxiliary(8));
    Refused.assertOnlyProblem(
        same, "topology.tasks[0].selfAuxiliary.tower", "41 parameters with its output layer");
    assertThat(same.problems(Limits.defaults()).get(0).allowed()).contains("fewer than the 41 ");
    assertThat(smaller(binary("y").tower(8).selfAuxiliary(7))).isEmpty();
  }

  @Test
  void countsTheOutputLayers() {
    // (3 + 1) 4 + (4 + 1) 5 = 41 against (3 + 1) 5 = 20 and (3 + 1) 6 + (6 + 1) 5 = 59.
    assertThat(smaller(multiclass("y", 5).tower(4).selfAuxiliary(0.5f, Layers.of()))).isEmpty();
    assertThat(smaller(multiclass("y", 5).tower(4).selfAuxiliary(6)).get(0).received())
        .startsWith("59 ");
    // No hidden layer can be smaller than none.
    assertThat(smaller(binary("y").selfAuxiliary(0.5f, Layers.of()))).hasSize(1);
  }

  private static List<Problem> smaller(Task task) {
    return Refused.with(task).problems(Limits.defaults());
  }

  @Test
  void refusesARepresentationOfTheTasksOwnAndNamesItsBlock() {
    Topology topology = body(experts(2, 4), mmoe(), dense(4));
    Refused.assertOnlyProblem(
        topology,
        "topology.tasks[0].selfAuxiliary",
        "a representation of the task's own, made by topology.shared[2].dense");
    for (Block own : List.of(Blocks.crossNetwork(1), Blocks.factorizationMachine(2))) {
      Refused.assertOnlyProblem(
          body(experts(2, 4), mmoe(), own),
          "topology.tasks[0].selfAuxiliary",
          "a representation of the task's own, made by topology.shared[2]." + own.verb());
    }
  }

  @Test
  void acceptsASharedOneAndOneThatGatesMix() {
    assertThat(body().problems(Limits.defaults())).isEmpty();
    assertThat(body(dense(5), experts(2, 4), dense(4)).problems(Limits.defaults())).isEmpty();
    assertThat(body(experts(2, 4), mmoe()).problems(Limits.defaults())).isEmpty();
  }

  private static Topology body(Block... blocks) {
    return new Topology(
        "t",
        List.of(numeric("x", 3)),
        List.of(blocks),
        List.of(binary("y").tower(8).selfAuxiliary(2), binary("z")));
  }
}
