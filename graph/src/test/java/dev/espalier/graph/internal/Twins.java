package dev.espalier.graph.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Topology;
import dev.espalier.graph.Lowering;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Two topologies that must be one model once their parameters are the same. */
final class Twins {
  private static final float ROUNDING = 3e-6f;

  private Twins() {}

  /**
   * Holds that both predict the same for every task.
   *
   * @param value a parameter of the second by its name, given those of the first; null to leave it
   *     as it starts
   */
  static void predictTheSame(
      Lowering lowering,
      Topology first,
      Topology second,
      BiFunction<String, Map<String, float[]>, float[]> value) {
    try (Trial one = Trial.of(first, lowering);
        Trial two = Trial.of(second, lowering)) {
      Map<String, float[]> values = one.parameters();
      Map<String, float[]> own = new HashMap<>();
      for (String name : two.parameters().keySet()) {
        float[] given = value.apply(name, values);
        if (given != null) {
          own.put(name, given);
        }
      }
      two.assign(own, 0);
      List<float[]> a = one.predictions(one.batch());
      List<float[]> b = two.predictions(one.batch());
      for (int t = 0; t < a.size(); t++) {
        int at = second.taskNames().indexOf(first.taskNames().get(t));
        assertThat(b.get(at)).containsExactly(a.get(t), within(ROUNDING));
      }
    }
  }
}
