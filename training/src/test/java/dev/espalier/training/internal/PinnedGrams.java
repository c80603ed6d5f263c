package dev.espalier.training.internal;

/**
 * Small sets of task gradients, a row a task, to pin the weights of a merge at: the pinned numbers
 * were found in exact rational arithmetic over all supports (CAGrad: over all supports in closed
 * form, and by Nelder-Mead), without a ridge.
 */
enum PinnedGrams {
  ORTHOGONAL(new double[][] {{1, 0}, {0, 2}}),
  CONFLICT(new double[][] {{2, 0}, {-1, 1}}),
  THREE(new double[][] {{1, 0, 0}, {-1, 1, 0}, {0, -2, 1}}),
  LOW_RANK(new double[][] {{1, 0}, {0, 1}, {1, 1}, {-1, 3}}),
  ZERO_ROW(new double[][] {{1, 2}, {0, 0}, {-3, 1}}),
  RATIO(new double[][] {{1, 0, 0}, {-600000, 800000, 0}, {0, -1, 1}}),
  FOUR(new double[][] {{3, 0, 0, 1}, {-1, 2, 0, 0}, {0, -1, 1, 0}, {-1, 0, -1, 2}}),
  FIVE(
      new double[][] {
        {2, 1, 0, 0, 1, 0},
        {-1, 1, 0.5, 0, 0, 0},
        {0, -3, 4, 1, 0, 0},
        {0.25, 0, -0.5, 0.5, 0, 0.125},
        {-1, 0, 0, 2, -2, 3}
      });

  private final double[][] rows;

  PinnedGrams(double[][] rows) {
    this.rows = rows;
  }

  double[][] rows() {
    return rows;
  }

  double[][] gram() {
    return gram(rows);
  }

  static double[][] gram(double[][] rows) {
    double[][] gram = new double[rows.length][rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows.length; j++) {
        gram[i][j] = VectorPcGrad.dot(rows[i], rows[j]);
      }
    }
    return gram;
  }

  /** Asserts that the rule finds these weights, to 1e-5 of 1 and of their size. */
  void assertWeights(GramRule rule, double... expected) {
    GramRulesTest.assertClose(GramTrial.weights(rule, gram()), expected, 1e-5);
  }
}
