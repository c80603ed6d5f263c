package dev.espalier.training.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.training.GradientStep;
import dev.espalier.training.GradientSteps;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Merged gradients against those of TorchJD 0.18.0 and LibMTL 1.1.5, found once in float64 by
 * {@code peers/updates.py}, which also says which are left out and why.
 *
 * <p>Where tasks meet in an order those libraries were given the one that is drawn here. What
 * neither of them has: PE-LTR, DB-MTL (LibMTL's release has none) and the PCGrad family.
 *
 * <p>Both have weights that sum to one, or the mean of the tasks, where those here sum to T. A task
 * without a gradient counts in their mean, and takes all of the weight in their MGDA and CAGrad;
 * here it takes no part, so that those are compared without it.
 */
class LibraryUpdatesTest {
  private static final double[][][] SEQUENCE = {
    {{1, 1, 0}, {1, 2, 0}, {1, 1, 1}},
    {{1, 0, 0}, {0, 1, 0}, {0, 0, 2}},
    {{1, 0, 0}, {-1, 1, 0}, {0, -2, 1}},
    {{3, 1, 0}, {-1, 2, 1}, {0, 1, -1}}
  };

  /** One line of the file. */
  private record Pinned(String library, String merge, String gradients, double[] update) {

    static Pinned parse(String line) {
      String[] words = line.split(" ");
      double[] update =
          Arrays.stream(words, 3, words.length).mapToDouble(Double::parseDouble).toArray();
      return new Pinned(words[0], words[1], words[2], update);
    }

    boolean withoutZeros() {
      return gradients.endsWith("-");
    }

    double[][] rows() {
      return PinnedGrams.valueOf(gradients.replace("-", "")).rows();
    }

    @Override
    public String toString() {
      return library + " " + merge + " " + gradients;
    }
  }

  private static List<Pinned> all() {
    try (InputStream in = LibraryUpdatesTest.class.getResourceAsStream("/peers/updates.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(Pinned::parse)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Pinned> of(String merge) {
    return all().stream().filter(each -> each.merge.equals(merge)).toList();
  }

  static List<Pinned> weighted() {
    return all().stream().filter(each -> !each.merge.matches("gradVac|gradDrop.*")).toList();
  }

  @ParameterizedTest
  @MethodSource("weighted")
  void oneStepIsAsTheirs(Pinned pinned) {
    double[][] rows = pinned.rows();
    double[] w = GramTrial.weights(MergeRules.of(merge(pinned)), PinnedGrams.gram(rows));
    assertSum(pinned, rows, w, factor(pinned), tolerance(pinned));
  }

  /** Four steps with a decay of 0.4; LibMTL moves a target only where it turns a gradient. */
  @Test
  void stepsOfGradVacAreAsTheirs() {
    List<Pinned> steps = of("gradVac");
    assertThat(steps).hasSize(SEQUENCE.length);
    try (GramTrial trial = new GramTrial(MergeRules.of(GradientSteps.gradVac(0.4f)), 3)) {
      for (int k = 0; k < SEQUENCE.length; k++) {
        double[] w = trial.step(PinnedGrams.gram(SEQUENCE[k]), k);
        assertSum(steps.get(k), SEQUENCE[k], w, 1, 1e-6);
      }
    }
  }

  /** With a leak of a quarter each coordinate is what it is there for one of the two signs. */
  @Test
  void gradDropTakesOneOfTheirSigns() {
    List<Pinned> ups = of("gradDropUp");
    List<Pinned> downs = of("gradDropDown");
    assertThat(ups).hasSameSizeAs(downs).isNotEmpty();
    for (int i = 0; i < ups.size(); i++) {
      double[] up = ups.get(i).update;
      double[] down = downs.get(i).update;
      int[] seen = new int[2];
      try (InGraph in = new InGraph()) {
        for (long step = 0; step < 20; step++) {
          float[] merged = dropped(in, ups.get(i).rows(), step);
          for (int p = 0; p < up.length; p++) {
            boolean upwards = Math.abs(merged[p] - up[p]) <= 1e-6 * (1 + Math.abs(up[p]));
            double nearest = upwards ? up[p] : down[p];
            assertThat(merged[p] - nearest).isCloseTo(0, within(1e-6 * (1 + Math.abs(nearest))));
            seen[upwards ? 1 : 0]++;
          }
        }
      }
      boolean mixed = !Arrays.equals(up, down);
      assertThat(seen[0] > 0).as("%s %s", ups.get(i), seen).isEqualTo(mixed);
      assertThat(seen[1]).isPositive();
    }
  }

  private static float[] dropped(InGraph in, double[][] rows, long step) {
    float[][] narrow = new float[rows.length][rows[0].length];
    for (int t = 0; t < rows.length; t++) {
      for (int p = 0; p < rows[t].length; p++) {
        narrow[t][p] = (float) rows[t][p];
      }
    }
    return in.floats(
        new GradDropRule(0.25f)
            .merged(in.tf, in.tf.constant(narrow), in.tf.constant(new long[] {7, step})));
  }

  private static GradientStep.Merge merge(Pinned pinned) {
    return switch (pinned.merge) {
      case "pcGrad" -> GradientSteps.pcGrad();
      case "upGrad" -> GradientSteps.upGrad();
      case "mgda" -> GradientSteps.mgda();
      case "caGrad" -> GradientSteps.caGrad(0.4f);
      case "imtlG" -> GradientSteps.imtlG();
      case "alignedMtl" -> GradientSteps.alignedMtl();
      case "nashMtl" -> GradientSteps.nashMtl();
      default -> throw new AssertionError(pinned);
    };
  }

  /** How many times theirs the update here is. */
  private static double factor(Pinned pinned) {
    double all = pinned.rows().length;
    double active = Arrays.stream(pinned.rows()).filter(row -> VectorPcGrad.norm(row) > 0).count();
    return switch (pinned.merge) {
      case "pcGrad" -> 1;
      case "upGrad", "alignedMtl" -> pinned.withoutZeros() ? active : all;
      // TorchJD shortens to length 1 what has length √T.
      case "nashMtl" -> Math.sqrt(active);
      default -> active;
    };
  }

  /**
   * A part of the length of the update. Without a ridge and a solver it is rounding; a ridge of
   * 1e-6 T, here and not there, is felt as much as the cosines are ill-conditioned; their solvers
   * stop sooner than the one here: TorchJD's MGDA after 200,000 steps of Frank and Wolfe, LibMTL's
   * where weights move by 1e-5, Clarabel at 1e-8 and SLSQP at 1e-6 of the objective of CAGrad.
   */
  private static double tolerance(Pinned pinned) {
    boolean torchJd = pinned.library.equals("torchjd");
    return switch (pinned.merge) {
      case "pcGrad", "alignedMtl" -> 1e-6;
      case "upGrad", "imtlG", "nashMtl" -> 2e-5;
      case "mgda" -> 1e-4;
      default -> torchJd ? 3e-4 : 2e-3;
    };
  }

  private static void assertSum(
      Pinned pinned, double[][] rows, double[] w, double factor, double tolerance) {
    double[] sum = new double[pinned.update.length];
    double[] expected = Arrays.stream(pinned.update).map(x -> x * factor).toArray();
    double terms = 0;
    for (int t = 0; t < rows.length; t++) {
      terms += Math.abs(w[t]) * VectorPcGrad.norm(rows[t]);
      for (int p = 0; p < sum.length; p++) {
        sum[p] += w[t] * rows[t][p];
      }
    }
    double[] apart = new double[sum.length];
    Arrays.setAll(apart, p -> sum[p] - expected[p]);
    // Weights are float32: each term is uncertain by its rounding.
    double rounding = 1.2e-7 * terms;
    assertThat(VectorPcGrad.norm(apart))
        .as("%s: %s, expected %s", pinned, sum, expected)
        .isLessThanOrEqualTo(tolerance * VectorPcGrad.norm(expected) + rounding);
  }
}
