package dev.espalier.graph.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.dsl.Topology;
import dev.espalier.graph.Lowering;
import dev.espalier.graph.internal.TrainingGraph.Settings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.types.TFloat32;

/** Gradient surgery trusts that a loss meets shared weights at its boundary and nowhere else. */
class BoundaryTest {

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("dev.espalier.graph.internal.GradientsTest#all")
  void isWhereLossesMeetSharedWeights(String name, Lowering lowering, Topology topology) {
    try (Trial trial = new Trial(topology, new Settings(4, false, true, 1, lowering))) {
      Objective objective = trial.graph.objective();
      if (topology.readers().size() < topology.tasks().size()) {
        assertThat(objective.boundary()).as("a product reaches what is of others").isEmpty();
        return;
      }
      if (!topology.exits().isEmpty()) {
        assertThat(objective.boundary()).as("a task leaves the body at each exit").isEmpty();
        return;
      }
      Set<String> shared =
          objective.weights().stream()
              .filter(Weight::shared)
              .map(weight -> weight.leaf().op().name())
              .collect(Collectors.toSet());
      assertThat(objective.boundary()).hasSameSizeAs(objective.losses());
      for (int t = 0; t < objective.losses().size(); t++) {
        Set<String> beyond = names(objective.losses().get(t), objective.boundary());
        assertThat(beyond).contains(objective.boundary().get(t).op().name());
        assertThat(beyond).filteredOn(shared::contains).isEmpty();
        if (!shared.isEmpty()) {
          assertThat(names(objective.boundary().get(t), List.of())).anyMatch(shared::contains);
        }
      }
    }
  }

  /** Ops may compute tasks side by side; their numbers do not meet. */
  @ParameterizedTest
  @EnumSource(Lowering.class)
  void ofOneTaskIsNoneOfAnother(Lowering lowering) {
    for (Topology topology : Topologies.all()) {
      try (Trial trial = new Trial(topology, new Settings(4, false, true, 1, lowering))) {
        List<Operand<TFloat32>> boundary = trial.graph.objective().boundary();
        if (boundary.size() > 1 && !trial.plan.body().get(0).isShared()) {
          for (int l = 0; l < boundary.size(); l++) {
            assertReads(trial, boundary, l);
          }
        }
      }
    }
  }

  /** The loss of a task has a gradient by its own tensor, and by no other. */
  private static void assertReads(Trial trial, List<Operand<TFloat32>> boundary, int task) {
    Operand<TFloat32> loss = trial.graph.objective().losses().get(task);
    Set<String> before = names(loss, List.of());
    for (int t = 0; t < boundary.size(); t++) {
      Output<TFloat32> end = boundary.get(t).asOutput();
      if (before.contains(end.op().name())) {
        Output<?> by = trial.graph.graph().addGradients(loss.asOutput(), new Output<?>[] {end})[0];
        boolean zero =
            by.isClosed()
                || Gradients.areZero(
                    trial
                        .run(
                            List.of(by.expect(TFloat32.class)),
                            Batch.random(trial.plan, 4, 1),
                            Map.of())
                        .get(0));
        assertThat(zero).as("%s %d %d", trial.plan.topology().name(), task, t).isEqualTo(t != task);
      }
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("dev.espalier.graph.internal.GradientsTest#all")
  void isNotGivenWhereLossesDoNotReadIt(String name, Lowering lowering, Topology topology) {
    try (Trial trial = Trial.of(topology, lowering)) {
      Objective objective = trial.graph.objective();
      for (int t = 0; t < objective.boundary().size(); t++) {
        assertThat(names(objective.losses().get(t), List.of()))
            .contains(objective.boundary().get(t).op().name());
      }
    }
  }

  /** Names of what this depends on, not looking behind one tensor. */
  private static Set<String> names(Operand<TFloat32> of, List<Operand<TFloat32>> stops) {
    return Ancestors.of(List.of(of), stops).stream()
        .map(GraphOperation::name)
        .collect(Collectors.toSet());
  }
}
