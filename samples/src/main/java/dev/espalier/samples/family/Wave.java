package dev.espalier.samples.family;

import dev.espalier.training.GradientStep;
import java.util.Random;

/** A cosine of two tasks that swings between +-0.6 every 120 steps, seen with noise of 0.25. */
final class Wave {
  private static final int STEPS = 2400;
  private static final double AMPLITUDE = 0.6;
  private static final double PERIOD = 120;
  private static final double NOISE = 0.25;

  private Wave() {}

  /** The share of steps whose true conflict a rule's margin, made before the step, mistakes. */
  static double wrong(GradientStep.Merge merge) {
    double[] seen = seen();
    int wrong = 0;
    try (GradientFeed feed = new GradientFeed(merge, 2, 2)) {
      feed.step(Vectors.pair(seen[0]));
      for (int step = 1; step < STEPS; step++) {
        wrong += feed.margin() > 1e-6 == truth(step) < 0 ? 0 : 1;
        feed.step(Vectors.pair(seen[step]));
      }
    }
    return (double) wrong / (STEPS - 1);
  }

  /** The same where the last cosine seen is taken for the next. */
  static double wrongByLastValue() {
    double[] seen = seen();
    int wrong = 0;
    for (int step = 1; step < STEPS; step++) {
      wrong += seen[step - 1] < 0 == truth(step) < 0 ? 0 : 1;
    }
    return (double) wrong / (STEPS - 1);
  }

  private static double truth(int step) {
    return AMPLITUDE * Math.sin(2 * Math.PI * step / PERIOD);
  }

  private static double[] seen() {
    Random random = new Random(3);
    double[] seen = new double[STEPS];
    for (int step = 0; step < STEPS; step++) {
      seen[step] = Math.max(-1, Math.min(1, truth(step) + NOISE * random.nextGaussian()));
    }
    return seen;
  }
}
