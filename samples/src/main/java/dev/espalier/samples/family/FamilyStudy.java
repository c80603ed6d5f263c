package dev.espalier.samples.family;

import static dev.espalier.samples.family.Vectors.cosine;
import static dev.espalier.samples.family.Vectors.plus;

import dev.espalier.training.GradientStep;
import dev.espalier.training.GradientSteps;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The experiments, one for each member, on generated gradients: what the rules of the library do,
 * beside what they are compared with.
 */
public final class FamilyStudy {

  /**
   * One number of one experiment.
   *
   * @param experiment what happens, and what is measured
   * @param rule whose number it is
   * @param value the number
   */
  public record Row(String experiment, String rule, double value) {}

  private static final String NOISE =
      "noisy gradients, true cosine -0.3: cosine of the summed projected g1 with the true g2";
  private static final String WAVE =
      "oscillating cosine, noise 0.25: share of forecasts with the wrong sign";
  private static final String ENDED = "cosine -0.6 until step 500, then 0: margin at step 550";
  private static final String STEADY = "steady cosine -0.1: margin at step 200";
  private static final String ALTERNATING = "cosine alternating +-0.8: margin at step 200";
  private static final String OUTLIER =
      "two agreeing tasks (cosine 0.6) and one against both (-0.4), noise: cosine of the summed"
          + " update with the agreeing pair's true gradient";

  private FamilyStudy() {}

  /** All rows, in the order of the members. */
  public static List<Row> run() {
    GradientStep.Merge surgery = GradientSteps.pcGrad();
    GradientStep.Merge momentum = GradientSteps.pcGradMomentum();
    GradientStep.Merge adaGrad = GradientSteps.pcGradAdaGrad();
    GradientStep.Merge rmsProp = GradientSteps.pcGradRmsProp();
    GradientStep.Merge adam = GradientSteps.pcGradAdam();
    IntToDoubleFunction ended = step -> step < 500 ? -0.6 : 0;
    IntToDoubleFunction steady = step -> -0.1;
    IntToDoubleFunction alternating = step -> step % 2 == 0 ? 0.8 : -0.8;
    return List.of(
        new Row(NOISE, "pcgrad", noise(surgery)),
        new Row(NOISE, "pcgradmomentum", noise(momentum)),
        new Row(WAVE, "last value", Wave.wrongByLastValue()),
        new Row(WAVE, "pcgradmomentum", Wave.wrong(momentum)),
        new Row(WAVE, "pcgradnesterov", Wave.wrong(GradientSteps.pcGradNesterov())),
        new Row(ENDED, "pcgradadagrad", margin(adaGrad, 550, ended)),
        new Row(ENDED, "pcgradrmsprop", margin(rmsProp, 550, ended)),
        new Row(STEADY, "pcgradadam", margin(adam, 200, steady)),
        new Row(STEADY, "pcgradrmsprop", margin(rmsProp, 200, steady)),
        new Row(ALTERNATING, "pcgradadam", margin(adam, 200, alternating)),
        new Row(ALTERNATING, "pcgradrmsprop", margin(rmsProp, 200, alternating)),
        new Row(OUTLIER, "equal", outlier(null)),
        new Row(OUTLIER, "pcgrad", outlier(surgery)),
        new Row(OUTLIER, "pcgradaccord", outlier(GradientSteps.pcGradAccord())));
  }

  /** The cosine of the sum over 2,000 steps in 50 coordinates, noise 1.4 times as long. */
  private static double noise(GradientStep.Merge merge) {
    int width = 50;
    float[] first = Vectors.along(width, 1, 0);
    float[] second = Vectors.along(width, -0.3, Math.sqrt(1 - 0.09));
    Random random = new Random(1);
    double[] sum = new double[width];
    try (GradientFeed feed = new GradientFeed(merge, 2, width)) {
      for (int step = 0; step < 2000; step++) {
        float[][] rows = {Vectors.noisy(first, 1.4, random), Vectors.noisy(second, 1.4, random)};
        // Of two tasks the other's share of a projected gradient is what exceeds its own one.
        double taken = feed.step(rows)[1] - 1;
        sum = plus(plus(sum, rows[0], 1), rows[1], taken);
      }
    }
    return cosine(sum, second);
  }

  /** The margin after steps of these cosines. */
  private static double margin(GradientStep.Merge merge, int steps, IntToDoubleFunction cosines) {
    try (GradientFeed feed = new GradientFeed(merge, 2, 2)) {
      for (int step = 0; step < steps; step++) {
        feed.step(Vectors.pair(cosines.applyAsDouble(step)));
      }
      return feed.margin();
    }
  }

  /** The cosine of 1,000 summed updates, in 50 coordinates, noise as long as the gradients. */
  private static double outlier(GradientStep.@Nullable Merge merge) {
    int width = 50;
    float[][] truth = {
      Vectors.along(width, Math.sqrt(0.8), Math.sqrt(0.2)),
      Vectors.along(width, Math.sqrt(0.8), -Math.sqrt(0.2)),
      Vectors.along(width, -0.4 / Math.sqrt(0.8), 0, Math.sqrt(0.8))
    };
    Random random = new Random(2);
    double[] sum = new double[width];
    double[] even = {1, 1, 1};
    try (GradientFeed feed =
        new GradientFeed(merge == null ? GradientSteps.pcGrad() : merge, 3, width)) {
      for (int step = 0; step < 1000; step++) {
        float[][] rows =
            Arrays.stream(truth).map(row -> Vectors.noisy(row, 1, random)).toArray(float[][]::new);
        double[] weights = merge == null ? even : feed.step(rows);
        for (int t = 0; t < 3; t++) {
          sum = plus(sum, rows[t], weights[t]);
        }
      }
    }
    return cosine(sum, Vectors.along(width, 1, 0));
  }
}
