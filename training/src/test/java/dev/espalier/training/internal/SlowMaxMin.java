package dev.espalier.training.internal;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The least of q · y + r √(yᵀ Q y) over y ≥ 0 with a · y = 1 by brute force: for each set of tasks
 * that y may be made of, the y of no slope along it in closed form, and the best of those that are
 * nowhere negative.
 */
record SlowMaxMin(
    double[][] gram, double[][] cosines, double[] offsets, double[] scales, double radius) {

  /** The problem of a Gram matrix, with its ridge and its scales. */
  static SlowMaxMin ofGram(double[][] gram, double[] offsets, double radius) {
    int n = gram.length;
    double[][] cosines = Grams.cosines(gram);
    double[] norms = Grams.norms(gram);
    double shortest = Arrays.stream(norms).filter(x -> x > 0).min().orElse(0);
    double[] scales = new double[n];
    for (int i = 0; i < n; i++) {
      cosines[i][i] = 1 + RidgedGram.RIDGE * n;
      scales[i] = Math.max(1e-8, norms[i] > 0 ? shortest / norms[i] : 0);
    }
    return new SlowMaxMin(gram, cosines, offsets, scales, radius);
  }

  /**
   * How far the objective of this y lies above what its slopes prove that none can be below, as a
   * part of the sizes of its terms. The objective is convex and grows with the length, so that of
   * another y' it is at least slopes · y', and a · y' = 1 bounds y'; so does, without offsets, the
   * ridge.
   */
  double gap(double[] y) {
    double[] along = Grams.times(cosines, y);
    double length = Math.sqrt(VectorPcGrad.dot(y, along));
    double offset = VectorPcGrad.dot(offsets, y);
    double value = offset + radius * length;
    boolean none = Arrays.stream(offsets).allMatch(q -> q == 0);
    double most =
        none ? value / radius / Math.sqrt(RidgedGram.RIDGE * y.length) : Double.POSITIVE_INFINITY;
    double worst = 0;
    double all = 0;
    for (int i = 0; i < y.length; i++) {
      double missing = Math.max(0, value * scales[i] - offsets[i] - radius * along[i] / length);
      worst = Math.max(worst, missing / scales[i]);
      all += missing * Math.min(1 / scales[i], most);
    }
    return Math.min(worst, all) / (Math.abs(offset) + radius * length);
  }

  /** How far the objective of this y lies above the least, as a part of the sizes of its terms. */
  double excess(double[] y) {
    double turned = radius * Math.sqrt(VectorPcGrad.dot(y, Grams.times(cosines, y)));
    double sizes = Math.abs(VectorPcGrad.dot(offsets, y)) + turned;
    return (objective(y) - objective(best())) / sizes;
  }

  private double objective(double[] y) {
    double square = VectorPcGrad.dot(y, Grams.times(cosines, y));
    return VectorPcGrad.dot(offsets, y) + radius * Math.sqrt(Math.max(0, square));
  }

  /** The y of the least, for a few tasks. */
  double[] best() {
    int n = offsets.length;
    double[] best = new double[0];
    for (int set = 1; set < 1 << n; set++) {
      int chosen = set;
      int[] tasks = IntStream.range(0, n).filter(t -> (chosen >> t & 1) == 1).toArray();
      for (int sign = -1; sign <= 1; sign += 2) {
        double[] y = flat(tasks, sign);
        if (y.length > 0 && (best.length == 0 || objective(y) < objective(best))) {
          best = y;
        }
      }
    }
    return best;
  }

  /** Q y ∝ θ a − q on these tasks, and so long that √(yᵀ Q y) gives r; empty if there is none. */
  private double[] flat(int[] tasks, int sign) {
    double[][] inner = Grams.chosen(cosines, tasks);
    double[] ua = solved(inner, at(scales, tasks));
    double[] uq = solved(inner, at(offsets, tasks));
    double aa = VectorPcGrad.dot(at(scales, tasks), ua);
    double aq = VectorPcGrad.dot(at(scales, tasks), uq);
    double qq = VectorPcGrad.dot(at(offsets, tasks), uq);
    double root = aq * aq - aa * (qq - radius * radius);
    double theta = (aq + sign * Math.sqrt(Math.max(0, root))) / aa;
    double[] y = new double[offsets.length];
    double sum = 0;
    for (int k = 0; k < tasks.length; k++) {
      y[tasks[k]] = theta * ua[k] - uq[k];
      sum += scales[tasks[k]] * y[tasks[k]];
    }
    double divisor = sum;
    double[] scaled = Arrays.stream(y).map(value -> value / divisor).toArray();
    boolean legal = root >= 0 && sum > 0 && Arrays.stream(y).allMatch(value -> value >= 0);
    return legal ? scaled : new double[0];
  }

  private static double[] at(double[] values, int[] places) {
    return Arrays.stream(places).mapToDouble(p -> values[p]).toArray();
  }

  /** The solution of a system by elimination with pivots. */
  static double[] solved(double[][] matrix, double[] right) {
    int n = right.length;
    double[][] rows = new double[n][];
    for (int r = 0; r < n; r++) {
      rows[r] = Arrays.copyOf(matrix[r], n + 1);
      rows[r][n] = right[r];
    }
    for (int c = 0; c < n; c++) {
      int best = c;
      for (int r = c + 1; r < n; r++) {
        best = Math.abs(rows[r][c]) > Math.abs(rows[best][c]) ? r : best;
      }
      double[] pivot = rows[best];
      rows[best] = rows[c];
      rows[c] = pivot;
      for (int r = 0; r < n; r++) {
        double factor = r == c ? 0 : rows[r][c] / pivot[c];
        for (int k = c; k <= n && factor != 0; k++) {
          rows[r][k] -= factor * pivot[k];
        }
      }
    }
    double[] x = new double[n];
    for (int r = 0; r < n; r++) {
      x[r] = rows[r][n] / rows[r][r];
    }
    return x;
  }
}
