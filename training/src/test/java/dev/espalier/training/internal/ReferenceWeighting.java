package dev.espalier.training.internal;

import dev.espalier.training.Dwa;
import dev.espalier.training.EpochDecay;
import dev.espalier.training.Famo;
import dev.espalier.training.Geometric;
import dev.espalier.training.GradNorm;
import dev.espalier.training.GradientStep.Weighting;
import dev.espalier.training.ImtlL;
import dev.espalier.training.SmoothTchebycheff;
import dev.espalier.training.Uncertainty;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Gradient descent on three losses of one point under a weighting, in double precision on plain
 * arrays. What the papers give as an objective is differentiated by differences.
 */
final class ReferenceWeighting {
  private static final int TASKS = 3;

  private final Weighting weighting;
  private final double rate;
  final double[] point;
  private final double[] state = new double[TASKS]; // scales, xi, or weights of GradNorm
  private final double[] sums = new double[TASKS];
  private final int[] counts = new int[TASKS];
  private final double[] last = new double[TASKS];
  private final double[] before = new double[TASKS];
  private final double[] first = new double[TASKS];
  private int epoch;

  ReferenceWeighting(Weighting weighting, double rate, double... point) {
    this.weighting = weighting;
    this.rate = rate;
    this.point = point;
    if (weighting instanceof GradNorm) {
      Arrays.fill(state, 1);
    }
  }

  /** The loss of a task where there are labels. */
  static double loss(int task, double... at) {
    double[][] centres = {{1, 0}, {-.5, 2}, {.3, -1}};
    double[] sizes = {.5, 2, 10};
    double x = at[0] - centres[task][0];
    double y = at[1] - centres[task][1];
    return sizes[task] * (x * x + y * y + .1);
  }

  void step(double... mask) {
    double[] losses = losses(mask);
    double[] weights = new double[TASKS];
    double[] move = new double[2];
    if (weighting instanceof Geometric) {
      move = slope(at -> geometric(mask, at));
    } else if (weighting instanceof SmoothTchebycheff smooth) {
      move = slope(at -> tchebycheff(smooth, mask, at));
    } else {
      weights = weights(losses);
      for (int t = 0; t < TASKS; t++) {
        double[] own = slope(t, mask);
        move[0] += weights[t] * own[0];
        move[1] += weights[t] * own[1];
      }
    }
    learn(losses, weights, mask);
    for (int t = 0; t < TASKS; t++) {
      sums[t] += losses[t];
      counts[t] += losses[t] == 0 ? 0 : 1;
    }
    point[0] -= rate * move[0];
    point[1] -= rate * move[1];
    if (weighting instanceof Famo famo) {
      double[] z = softmax(state, 1);
      double[] fall = new double[TASKS];
      double mean = 0;
      for (int t = 0; t < TASKS; t++) {
        fall[t] = losses[t] == 0 ? 0 : Math.log(losses[t]) - Math.log(losses(mask)[t]);
        mean += z[t] * fall[t];
      }
      for (int t = 0; t < TASKS; t++) {
        state[t] -= famo.rate() * (z[t] * (fall[t] - mean) + famo.decay() * state[t]);
      }
    }
  }

  private double[] losses(double[] mask) {
    return IntStream.range(0, TASKS).mapToDouble(t -> mask[t] * loss(t, point)).toArray();
  }

  private double[] weights(double[] losses) {
    double[] weights = new double[TASKS];
    double sum = 0;
    for (int t = 0; t < TASKS; t++) {
      if (weighting instanceof EpochDecay decay) {
        weights[t] = Math.pow(decay.factors().getOrDefault("task" + t, 1f), epoch);
      } else if (weighting instanceof Uncertainty) {
        weights[t] = Math.exp(-state[t]);
      } else if (weighting instanceof ImtlL) {
        weights[t] = Math.exp(state[t]);
      } else if (weighting instanceof GradNorm) {
        weights[t] = state[t];
      } else if (weighting instanceof Dwa dwa) {
        double[] ratios = new double[TASKS];
        for (int k = 0; k < TASKS; k++) {
          ratios[k] = last[k] / before[k];
        }
        weights[t] = epoch < 2 ? 1 : TASKS * softmax(ratios, dwa.temperature())[t];
      } else {
        weights[t] = losses[t] == 0 ? 0 : softmax(state, 1)[t] / losses[t];
        sum += weights[t];
      }
    }
    for (int t = 0; weighting instanceof Famo && t < TASKS; t++) {
      weights[t] /= sum;
    }
    return weights;
  }

  private void learn(double[] losses, double[] weights, double[] mask) {
    for (int t = 0; t < TASKS; t++) {
      double there = losses[t] == 0 ? 0 : 1;
      if (weighting instanceof Uncertainty) {
        state[t] -= rate * (.5 * there - weights[t] * losses[t]);
      } else if (weighting instanceof ImtlL) {
        state[t] -= rate * (weights[t] * losses[t] - there);
      }
      first[t] = first[t] == 0 ? losses[t] : first[t];
    }
    if (weighting instanceof GradNorm norm) {
      gradNorm(norm, losses, mask);
    }
  }

  private void gradNorm(GradNorm settings, double[] losses, double[] mask) {
    int[] there = IntStream.range(0, TASKS).filter(t -> losses[t] != 0).toArray();
    double[] norms = new double[TASKS];
    for (int t : there) {
      norms[t] = Math.hypot(slope(t, mask)[0], slope(t, mask)[1]);
    }
    double weighed = Arrays.stream(there).mapToDouble(t -> state[t] * norms[t]).average().orElse(0);
    double norm = Arrays.stream(there).mapToDouble(t -> norms[t]).average().orElse(0);
    double fall = Arrays.stream(there).mapToDouble(t -> losses[t] / first[t]).average().orElse(0);
    double[] next = state.clone();
    for (int t : there) {
      double wanted = weighed * Math.pow(losses[t] / first[t] / fall, settings.alpha());
      next[t] -= settings.rate() * Math.signum(state[t] * norms[t] - wanted) * norms[t] / norm;
    }
    double sum = Arrays.stream(next).sum();
    for (int t = 0; t < TASKS; t++) {
      state[t] = TASKS * next[t] / sum;
    }
  }

  void endEpoch() {
    for (int t = 0; t < TASKS; t++) {
      before[t] = last[t];
      last[t] = counts[t] == 0 ? last[t] : sums[t] / counts[t];
      sums[t] = 0;
      counts[t] = 0;
    }
    epoch++;
    if (weighting instanceof SmoothTchebycheff smooth && epoch == smooth.warmUp()) {
      System.arraycopy(last, 0, state, 0, TASKS);
    }
  }

  private static double geometric(double[] mask, double... at) {
    return Math.exp(
        IntStream.range(0, TASKS)
            .filter(t -> mask[t] > 0)
            .mapToDouble(t -> Math.log(mask[t] * loss(t, at)))
            .average()
            .orElse(0));
  }

  private double tchebycheff(SmoothTchebycheff settings, double[] mask, double... at) {
    double sum = 0;
    double logarithms = 0;
    for (int t = 0; t < TASKS; t++) {
      if (mask[t] > 0) {
        sum += Math.pow(mask[t] * loss(t, at) / state[t], 1 / settings.smoothness());
        logarithms += Math.log(mask[t] * loss(t, at));
      }
    }
    return epoch < settings.warmUp() ? logarithms : TASKS * settings.smoothness() * Math.log(sum);
  }

  private double[] slope(int task, double[] mask) {
    return slope(at -> mask[task] * loss(task, at));
  }

  private double[] slope(ToDoubleFunction<double[]> objective) {
    double[] slope = new double[2];
    for (int i = 0; i < 2; i++) {
      double[] up = point.clone();
      double[] down = point.clone();
      up[i] += 1e-5;
      down[i] -= 1e-5;
      slope[i] = (objective.applyAsDouble(up) - objective.applyAsDouble(down)) / 2e-5;
    }
    return slope;
  }

  private static double[] softmax(double[] values, double temperature) {
    double sum = Arrays.stream(values).map(v -> Math.exp(v / temperature)).sum();
    return Arrays.stream(values).map(v -> Math.exp(v / temperature) / sum).toArray();
  }
}
