package dev.espalier.graph.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.dsl.Granularity;
import dev.espalier.dsl.NoisyTopKRouter;
import dev.espalier.dsl.SampledRouter;
import dev.espalier.dsl.SparseMoe;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.Bank;
import dev.espalier.dsl.plan.Initializer;
import dev.espalier.dsl.plan.Parameter;
import dev.espalier.dsl.plan.SparseStep;
import dev.espalier.dsl.plan.Step;
import dev.espalier.graph.Lowering;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** How training starts: networks side by side differ, and every part of each learns something. */
class StartTest {
  private static final int DRAWS = 6;

  static Stream<Arguments> all() {
    return Topologies.all().stream().map(topology -> Arguments.of(topology.name(), topology));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void networksSideBySideDiffer(String name, Topology topology) {
    try (Trial trial = Trial.of(topology, Lowering.BATCHED)) {
      Map<String, float[]> start = trial.parameters();
      for (Bank bank : trial.plan.banks()) {
        List<Parameter> drawn =
            bank.members().stream()
                .filter(p -> !(p.initializer() instanceof Initializer.Constant))
                .toList();
        Set<String> different =
            drawn.stream()
                .map(p -> Arrays.toString(start.get(p.name())))
                .collect(Collectors.toSet());
        assertThat(different).as(drawn.toString()).hasSize(drawn.size());
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void everyPartHasAGradient(String name, Topology topology) {
    try (Trial trial = Trial.of(topology, Lowering.BATCHED)) {
      List<Operand<TFloat32>> losses = trial.graph.objective().losses();
      List<Gradients> gradients = losses.stream().map(loss -> new Gradients(trial, loss)).toList();
      Set<String> idle =
          trial.plan.parameters().stream()
              .filter(Parameter::isTrained)
              .map(Parameter::name)
              .collect(Collectors.toCollection(TreeSet::new));
      for (int draw = 0; draw < DRAWS && !idle.isEmpty(); draw++) {
        trial.assign(Map.of(), draw);
        Batch batch = Batch.random(trial.plan, Trial.SIZE, 20 + draw);
        for (Gradients of : gradients) {
          of.byParameter(batch)
              .forEach(
                  (parameter, value) -> {
                    if (!Gradients.areZero(value)) {
                      idle.remove(parameter);
                    }
                  });
        }
      }
      assertThat(idle).isEqualTo(unpicked(trial));
    }
  }

  /** What belongs to experts that no task picks, where the pick is the same in each step. */
  private static Set<String> unpicked(Trial trial) {
    Set<String> names = new TreeSet<>();
    for (Step any : trial.plan.everyStep()) {
      if (any instanceof SparseStep step && isForEver(step.block())) {
        Operand<TFloat32> of = trial.graph.gates().get(step.path());
        float[] gates = trial.run(List.of(of), trial.batch(), Map.of()).get(0);
        int experts = step.experts().count();
        for (int expert = 0; expert < experts; expert++) {
          int e = expert;
          if (IntStream.range(0, gates.length).noneMatch(i -> i % experts == e && gates[i] > 0)) {
            step.experts().banks().forEach(bank -> names.add(bank.members().get(e).name()));
          }
        }
      }
    }
    return names;
  }

  private static boolean isForEver(SparseMoe block) {
    boolean isDrawn =
        block.router() instanceof NoisyTopKRouter || block.router() instanceof SampledRouter;
    return block.granularity() instanceof Granularity.PerTask && !isDrawn;
  }
}
