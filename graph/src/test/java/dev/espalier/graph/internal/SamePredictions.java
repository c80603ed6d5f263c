package dev.espalier.graph.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Topology;
import dev.espalier.graph.Lowering;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Holds one model against another that must be the same by another name. */
final class SamePredictions {
  private static final float ROUNDING = 3e-6f;

  private SamePredictions() {}

  /**
   * Both predict the same for each task, given these parameters of the first and what they come to
   * in the second.
   */
  static void of(
      Topology first,
      Map<String, float[]> given,
      Topology second,
      UnaryOperator<Map<String, float[]>> translated) {
    for (Lowering lowering : List.of(Lowering.BATCHED, Lowering.SEPARATE)) {
      try (Trial one = Trial.of(first, lowering);
          Trial two = Trial.of(second, lowering)) {
        one.assign(given, 0);
        Map<String, float[]> own = new HashMap<>(translated.apply(one.parameters()));
        own.keySet().retainAll(two.parameters().keySet());
        assertThat(own.keySet()).isEqualTo(two.parameters().keySet());
        two.assign(own, 0);
        List<float[]> a = one.predictions(one.batch());
        List<float[]> b = two.predictions(one.batch());
        for (int t = 0; t < a.size(); t++) {
          int at = second.taskNames().indexOf(first.taskNames().get(t));
          assertThat(b.get(at)).containsExactly(a.get(t), within(ROUNDING));
          assertThat(a.get(t)[0]).isNotEqualTo(a.get(t)[1]);
        }
      }
    }
  }

  /** The parameters by new names: each name takes the value of what {@code source} says. */
  static Map<String, float[]> renamed(Map<String, float[]> values, UnaryOperator<String> source) {
    Map<String, float[]> renamed = new HashMap<>();
    values.keySet().forEach(name -> renamed.put(name, values.get(source.apply(name))));
    return renamed;
  }

  /** The rows of a matrix [order.length, columns] in this order. */
  static float[] rows(float[] matrix, int... order) {
    int columns = matrix.length / order.length;
    float[] moved = new float[matrix.length];
    for (int r = 0; r < order.length; r++) {
      System.arraycopy(matrix, order[r] * columns, moved, r * columns, columns);
    }
    return moved;
  }
}
