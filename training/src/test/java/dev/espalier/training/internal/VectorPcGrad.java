package dev.espalier.training.internal;

/** The algorithm of the paper as it is printed there, on whole gradients in double precision. */
final class VectorPcGrad {

  private VectorPcGrad() {}

  /**
   * The sum of the projected gradients.
   *
   * @param gradients a row for each task
   * @param orders for each task the order in which it meets the tasks, itself among them
   */
  static double[] merge(double[][] gradients, int[][] orders) {
    double[] sum = new double[gradients[0].length];
    for (int i = 0; i < gradients.length; i++) {
      double[] projected = gradients[i].clone();
      for (int j : orders[i]) {
        double dot = dot(projected, gradients[j]);
        double square = dot(gradients[j], gradients[j]);
        if (j != i && dot < 0 && square > 0) {
          for (int p = 0; p < projected.length; p++) {
            projected[p] -= dot / square * gradients[j][p];
          }
        }
      }
      for (int p = 0; p < sum.length; p++) {
        sum[p] += projected[p];
      }
    }
    return sum;
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  static double norm(double[] a) {
    return Math.sqrt(dot(a, a));
  }
}
