package dev.espalier.training.internal;

import java.util.stream.IntStream;

/** Projections onto the dual cone of the gradients by brute force over what they may consist of. */
final class SlowDualCone {

  private SlowDualCone() {}

  /** The weights of the sum of all projections, of cosines with this ridge. */
  static double[] weights(double[][] gram, double ridge) {
    int n = gram.length;
    double[][] cosines = Grams.cosines(gram);
    double[] norms = Grams.norms(gram);
    for (int i = 0; i < n; i++) {
      cosines[i][i] += ridge;
    }
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      double[] row = projection(cosines, i);
      for (int j = 0; j < n; j++) {
        weights[j] += norms[j] > 0 ? norms[i] * row[j] / norms[j] : 0;
      }
    }
    return weights;
  }

  /** argmin vᵀ K v over v ≥ e_i. */
  private static double[] projection(double[][] cosines, int i) {
    int n = cosines.length;
    double[] best = new double[n];
    double least = Double.POSITIVE_INFINITY;
    for (int set = 0; set < 1 << n; set++) {
      int chosen = set;
      int[] tasks = IntStream.range(0, n).filter(t -> (chosen >> t & 1) == 1).toArray();
      double[] right = new double[tasks.length];
      for (int k = 0; k < tasks.length; k++) {
        right[k] = -cosines[tasks[k]][i];
      }
      double[] added = SlowMaxMin.solved(Grams.chosen(cosines, tasks), right);
      double[] v = new double[n];
      v[i] = 1;
      boolean legal = true;
      for (int k = 0; k < tasks.length; k++) {
        v[tasks[k]] += added[k];
        legal &= added[k] >= 0;
      }
      double value = VectorPcGrad.dot(v, Grams.times(cosines, v));
      if (legal && value < least) {
        least = value;
        best = v;
      }
    }
    return best;
  }
}
