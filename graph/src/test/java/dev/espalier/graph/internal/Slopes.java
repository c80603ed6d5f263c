package dev.espalier.graph.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.dsl.Topology;
import dev.espalier.graph.Lowering;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Gradients of a topology in float64 against differences of fourth order, to seven digits. */
public final class Slopes {
  private static final int ENTRIES = 3;
  private static final double STEP = 1e-3;

  private Slopes() {}

  /** Holds that a few entries of each weight have the gradients that the losses rise by. */
  public static void areGradients(Topology topology) {
    try (Trial trial = Trial.of(topology, Lowering.BATCHED)) {
      Objective objective = trial.graph.objective();
      List<Operand<TFloat32>> scalars = new ArrayList<>(objective.losses());
      if (objective.penalty() != null) {
        scalars.add(objective.penalty());
      }
      List<Gradients> gradients = scalars.stream().map(s -> new Gradients(trial, s)).toList();
      try (Float64 wide = new Float64(trial, trial.batch())) {
        List<List<double[]>> found = gradients.stream().map(g -> wide.run(g.outputs())).toList();
        Random random = new Random(5);
        for (Weight weight : objective.weights()) {
          int size = wide.point().get(weight).length;
          for (int i = 0; i < Math.min(ENTRIES, size); i++) {
            int entry = size <= ENTRIES ? i : random.nextInt(size);
            double[] slopes = slopes(wide, scalars, weight, entry);
            for (int s = 0; s < slopes.length; s++) {
              int at = gradients.get(s).reached().indexOf(weight);
              double gradient = at < 0 ? 0 : found.get(s).get(at)[entry];
              assertThat(Math.abs(gradient - slopes[s]))
                  .as("scalar %d by %s[%d], %s", s, weight.name(), entry, slopes[s])
                  .isLessThan(1e-8 + 1e-7 * Math.abs(slopes[s]));
            }
          }
        }
      }
    }
  }

  private static double[] slopes(
      Float64 wide, List<Operand<TFloat32>> scalars, Weight weight, int entry) {
    double[] slopes = new double[scalars.size()];
    int[] steps = {-2, -1, 1, 2};
    int[] factors = {1, -8, 8, -1};
    double[] values = wide.point().get(weight);
    double start = values[entry];
    for (int i = 0; i < steps.length; i++) {
      values[entry] = start + steps[i] * STEP;
      List<double[]> at = wide.run(scalars);
      for (int s = 0; s < slopes.length; s++) {
        slopes[s] += factors[i] * at.get(s)[0] / (12 * STEP);
      }
    }
    values[entry] = start;
    return slopes;
  }
}
