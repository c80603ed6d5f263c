package dev.espalier.graph.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Slopes of scalars of a trial, by differences of fourth order with a step of 2^-8.
 *
 * <p>A scalar carries up to 2e-7 of itself in float32 rounding, for one near 1 up to 7e-5 in a
 * slope, for a larger one so many times more, for a smaller one no less, as what it is computed
 * from is near 1; batch normalisation of few examples bends so much that a step of 2^-6 errs by
 * 2e-3, and so this one by 256 times less.
 */
final class FiniteDifferences {
  private static final float STEP = 0x1p-8f;
  private static final double ABSOLUTE = 1e-4;
  private static final double RELATIVE = 1e-3;

  private final Trial trial;
  private final List<Operand<TFloat32>> scalars;
  private final Batch batch;
  private final Map<Operand<TFloat32>, float[]> point = new HashMap<>();
  private final double[] sizes;

  FiniteDifferences(Trial trial, List<Operand<TFloat32>> scalars, Batch batch) {
    this.trial = trial;
    this.scalars = scalars;
    this.batch = batch;
    List<Operand<TFloat32>> leaves =
        trial.graph.objective().weights().stream().map(Weight::leaf).toList();
    List<float[]> values = trial.run(leaves, batch, Map.of());
    for (int i = 0; i < leaves.size(); i++) {
      point.put(leaves.get(i), values.get(i));
    }
    sizes =
        trial.run(scalars, batch, Map.of()).stream().mapToDouble(s -> Math.max(1, s[0])).toArray();
  }

  /** Number of entries of this leaf. */
  int size(Weight weight) {
    return point.get(weight.leaf()).length;
  }

  /** Slope of each scalar along one entry of a leaf. */
  double[] slopes(Weight weight, int entry) {
    double[] slopes = new double[scalars.size()];
    int[] steps = {-2, -1, 1, 2};
    int[] factors = {1, -8, 8, -1};
    for (int i = 0; i < steps.length; i++) {
      float[] moved = point.get(weight.leaf()).clone();
      moved[entry] += steps[i] * STEP;
      Map<Operand<TFloat32>, float[]> at = new HashMap<>(point);
      at.put(weight.leaf(), moved);
      List<float[]> values = trial.run(scalars, batch, at);
      for (int s = 0; s < slopes.length; s++) {
        slopes[s] += factors[i] * (double) values.get(s)[0] / (12 * STEP);
      }
    }
    return slopes;
  }

  /** Whether a gradient of a scalar is this slope, up to rounding. */
  boolean agree(int scalar, double gradient, double slope) {
    return Math.abs(gradient - slope) <= ABSOLUTE * sizes[scalar] + RELATIVE * Math.abs(slope);
  }
}
