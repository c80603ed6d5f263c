package dev.espalier.training.internal;

import java.util.Random;

/** Gram matrices of drawn gradients, as float32 holds them. */
final class Grams {
  static final int WIDTH = 40;

  private Grams() {}

  /** Of gradients in general position, norms within this power of ten of each other. */
  static double[][] random(Random random, int tasks, double spread) {
    double[][] rows = new double[tasks][];
    double[] common = gaussian(random, 1);
    for (int t = 0; t < tasks; t++) {
      double norm = Math.pow(10, (random.nextDouble() - 0.5) * spread);
      rows[t] = plus(gaussian(random, norm), common, (random.nextDouble() - 0.5) * norm);
    }
    return of(rows);
  }

  /** Of gradients that are zero, parallel, opposite or nearly so, of norms from 1e-15 to 1e15. */
  static double[][] adversarial(Random random, int tasks) {
    double[] first = gaussian(random, 1);
    double[][] rows = new double[tasks][];
    for (int t = 0; t < tasks; t++) {
      double norm = Math.pow(10, random.nextInt(31) - 15);
      rows[t] =
          switch (random.nextInt(5)) {
            case 0 -> new double[WIDTH];
            case 1 -> plus(new double[WIDTH], first, norm);
            case 2 -> plus(new double[WIDTH], first, -norm);
            case 3 -> plus(gaussian(random, norm * Math.pow(10, -random.nextInt(7))), first, -norm);
            default -> gaussian(random, norm);
          };
    }
    return of(rows);
  }

  /** Of gradients that span only so many directions, norms within this power of ten. */
  static double[][] lowRank(Random random, int tasks, int rank, double spread) {
    double[][] basis = new double[rank][];
    for (int k = 0; k < rank; k++) {
      basis[k] = gaussian(random, 1);
    }
    double[][] rows = new double[tasks][];
    for (int t = 0; t < tasks; t++) {
      double norm = Math.pow(10, (random.nextDouble() - 0.5) * spread);
      rows[t] = new double[WIDTH];
      for (double[] each : basis) {
        rows[t] = plus(rows[t], each, norm * random.nextGaussian());
      }
    }
    return of(rows);
  }

  static double[] norms(double[][] gram) {
    double[] norms = new double[gram.length];
    for (int i = 0; i < gram.length; i++) {
      norms[i] = Math.sqrt(gram[i][i]);
    }
    return norms;
  }

  /** The cosines of a Gram matrix; those of a task of norm zero are zero, but 1 with itself. */
  static double[][] cosines(double[][] gram) {
    double[] norms = norms(gram);
    double[][] cosines = new double[gram.length][gram.length];
    for (int i = 0; i < gram.length; i++) {
      for (int j = 0; j < gram.length; j++) {
        boolean both = norms[i] > 0 && norms[j] > 0;
        cosines[i][j] = i == j ? 1 : both ? gram[i][j] / norms[i] / norms[j] : 0;
      }
    }
    return cosines;
  }

  /** The dot products of these rows, rounded to float32. */
  static double[][] of(double[][] rows) {
    double[][] gram = new double[rows.length][rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows.length; j++) {
        gram[i][j] = (float) VectorPcGrad.dot(rows[i], rows[j]);
      }
    }
    return gram;
  }

  /** The same matrix with task order[i] in place i; a shorter order leaves tasks out. */
  static double[][] chosen(double[][] gram, int... order) {
    double[][] chosen = new double[order.length][order.length];
    for (int i = 0; i < order.length; i++) {
      for (int j = 0; j < order.length; j++) {
        chosen[i][j] = gram[order[i]][order[j]];
      }
    }
    return chosen;
  }

  static double[] times(double[][] gram, double[] w) {
    double[] product = new double[w.length];
    for (int i = 0; i < w.length; i++) {
      product[i] = VectorPcGrad.dot(gram[i], w);
    }
    return product;
  }

  private static double[] gaussian(Random random, double norm) {
    double[] values = new double[WIDTH];
    for (int p = 0; p < WIDTH; p++) {
      values[p] = random.nextGaussian();
    }
    return plus(new double[WIDTH], values, norm / VectorPcGrad.norm(values));
  }

  private static double[] plus(double[] values, double[] other, double factor) {
    double[] sum = new double[WIDTH];
    for (int p = 0; p < WIDTH; p++) {
      sum[p] = values[p] + factor * other[p];
    }
    return sum;
  }
}
