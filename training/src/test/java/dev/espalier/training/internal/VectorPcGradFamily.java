package dev.espalier.training.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/** The members as their documentation says, on whole gradients and whole histories of cosines. */
final class VectorPcGradFamily {
  private final List<List<List<Double>>> histories = new ArrayList<>();
  private final ToDoubleFunction<List<Double>> margin;
  private final ToDoubleFunction<List<Double>> pull;

  VectorPcGradFamily(
      int tasks, ToDoubleFunction<List<Double>> margin, ToDoubleFunction<List<Double>> pull) {
    this.margin = margin;
    this.pull = pull;
    for (int i = 0; i < tasks; i++) {
      histories.add(new ArrayList<>());
      for (int j = 0; j < tasks; j++) {
        histories.get(i).add(new ArrayList<>());
      }
    }
  }

  /** Σ b^age f(k) / Σ b^age over the cosines of a pair. */
  static double average(List<Double> history, double decay, DoubleUnaryOperator f) {
    double sum = 0;
    double weights = 0;
    for (double cosine : history) {
      sum = decay * sum + f.applyAsDouble(cosine);
      weights = decay * weights + 1;
    }
    return weights == 0 ? 0 : sum / weights;
  }

  /** Holt's level and trend, which take a tenth of what they missed. */
  static double forecast(List<Double> history) {
    if (history.isEmpty()) {
      return 0;
    }
    double level = history.get(0);
    double trend = 0;
    for (double cosine : history.subList(1, history.size())) {
      double before = level;
      level = 0.1 * cosine + 0.9 * (level + trend);
      trend = 0.1 * (level - before) + 0.9 * trend;
    }
    return level + trend;
  }

  /** The merged gradient of a step, which is remembered. */
  double[] step(double[][] gradients, int[][] orders) {
    double[] plain = VectorPcGrad.merge(gradients, orders);
    double[] sum = new double[plain.length];
    boolean pulls = false;
    for (int i = 0; i < gradients.length; i++) {
      double[] row = row(gradients, i, orders[i]);
      if (VectorPcGrad.dot(row, gradients[i]) < 0) {
        row = projected(gradients, i, orders[i]);
      }
      for (int p = 0; p < sum.length; p++) {
        sum[p] += row[p];
      }
      for (int j = 0; j < gradients.length; j++) {
        pulls |= i != j && pull.applyAsDouble(histories.get(i).get(j)) > 0;
      }
    }
    if (pulls) {
      double factor = VectorPcGrad.norm(plain) / VectorPcGrad.norm(sum);
      for (int p = 0; p < sum.length; p++) {
        sum[p] *= factor;
      }
    }
    remember(gradients);
    return sum;
  }

  private double[] row(double[][] gradients, int i, int[] order) {
    double[] row = gradients[i].clone();
    for (int j : order) {
      double square = VectorPcGrad.dot(gradients[j], gradients[j]);
      if (j == i || square == 0) {
        continue;
      }
      double dot = VectorPcGrad.dot(row, gradients[j]);
      List<Double> history = histories.get(i).get(j);
      double asked =
          margin.applyAsDouble(history)
              * VectorPcGrad.norm(gradients[i])
              * VectorPcGrad.norm(gradients[j]);
      double part = Math.max(0, asked - dot) + pull.applyAsDouble(history) * Math.max(0, dot);
      for (int p = 0; p < row.length; p++) {
        row[p] += part / square * gradients[j][p];
      }
    }
    return row;
  }

  private static double[] projected(double[][] gradients, int i, int[] order) {
    double[] row = gradients[i].clone();
    for (int j : order) {
      double dot = VectorPcGrad.dot(row, gradients[j]);
      double square = VectorPcGrad.dot(gradients[j], gradients[j]);
      for (int p = 0; p < row.length && j != i && dot < 0; p++) {
        row[p] -= dot / square * gradients[j][p];
      }
    }
    return row;
  }

  private void remember(double[][] gradients) {
    for (int i = 0; i < gradients.length; i++) {
      for (int j = 0; j < gradients.length; j++) {
        double norms = VectorPcGrad.norm(gradients[i]) * VectorPcGrad.norm(gradients[j]);
        if (norms > 0) {
          histories.get(i).get(j).add(VectorPcGrad.dot(gradients[i], gradients[j]) / norms);
        }
      }
    }
  }
}
