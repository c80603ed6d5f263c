package dev.espalier.graph.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.dsl.Topology;
import dev.espalier.graph.Lowering;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Gradients of losses and penalties against differences, on a few entries of every weight. */
class GradientsTest {
  private static final int ENTRIES = 4;

  static Stream<Arguments> all() {
    return Topologies.all().stream()
        .flatMap(
            topology ->
                Stream.of(Lowering.BATCHED, Lowering.SEPARATE)
                    .map(lowering -> Arguments.of(topology.name(), lowering, topology)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("all")
  void areSlopes(String name, Lowering lowering, Topology topology) {
    try (Trial trial = Trial.of(topology, lowering)) {
      Objective objective = trial.graph.objective();
      List<Operand<TFloat32>> scalars = new ArrayList<>(objective.losses());
      if (objective.penalty() != null) {
        scalars.add(objective.penalty());
      }
      Batch batch = trial.batch();
      FiniteDifferences differences = new FiniteDifferences(trial, scalars, batch);
      List<Gradients> gradients = scalars.stream().map(s -> new Gradients(trial, s)).toList();
      List<List<float[]>> values = gradients.stream().map(g -> g.byLeaf(batch, Map.of())).toList();
      Random random = new Random(3);
      double largest = 0;
      boolean sharp = false;
      for (Weight weight : objective.weights()) {
        int size = differences.size(weight);
        for (int i = 0; i < Math.min(ENTRIES, size); i++) {
          int entry = size <= ENTRIES ? i : random.nextInt(size);
          double[] slopes = differences.slopes(weight, entry);
          for (int s = 0; s < slopes.length; s++) {
            int at = gradients.get(s).reached().indexOf(weight);
            double found = at < 0 ? 0 : values.get(s).get(at)[entry];
            assertThat(differences.agree(s, found, slopes[s]))
                .as(
                    "scalar %d by %s[%d]: gradient %s, slope %s",
                    s, weight.name(), entry, found, slopes[s])
                .isTrue();
            largest = Math.max(largest, Math.abs(found));
            sharp |= !differences.agree(s, 1.01 * found, slopes[s]);
          }
        }
      }
      assertThat(sharp).as("1 %% too much would show; largest gradient %s", largest).isTrue();
    }
  }
}
