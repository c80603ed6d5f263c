package dev.espalier.training.internal;

/** The algorithm of the paper as it is printed there, on whole gradients in double precision. */
final class VectorGradVac {
  private final double[][] targets;
  private final double decay;

  VectorGradVac(int tasks, double decay) {
    this.targets = new double[tasks][tasks];
    this.decay = decay;
  }

  /** The sum of the turned gradients, and targets that have seen them. */
  double[] step(double[][] gradients, int[][] orders) {
    double[] sum = new double[gradients[0].length];
    for (int i = 0; i < gradients.length; i++) {
      double[] turned = gradients[i].clone();
      for (int j : orders[i]) {
        double norms = VectorPcGrad.norm(turned) * VectorPcGrad.norm(gradients[j]);
        if (j == i || norms == 0) {
          continue;
        }
        double cosine = VectorPcGrad.dot(turned, gradients[j]) / norms;
        double target = Math.min(0.99, targets[i][j]);
        if (cosine < target) {
          double other = Math.sqrt(1 - target * target);
          double part =
              VectorPcGrad.norm(turned)
                  * (target * Math.sqrt(1 - cosine * cosine) - cosine * other)
                  / (VectorPcGrad.norm(gradients[j]) * other);
          for (int p = 0; p < turned.length; p++) {
            turned[p] += part * gradients[j][p];
          }
        }
        targets[i][j] = (1 - decay) * targets[i][j] + decay * cosine;
      }
      for (int p = 0; p < sum.length; p++) {
        sum[p] += turned[p];
      }
    }
    return sum;
  }
}
