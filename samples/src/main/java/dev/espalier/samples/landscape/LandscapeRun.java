package dev.espalier.samples.landscape;

import dev.espalier.training.GradientChain;
import java.util.OptionalLong;

/**
 * How far a chain of gradient steps gets on the landscape. The end point itself is chaotic: it
 * depends on rounding. When a bar is passed, and the mean over many steps, are not.
 *
 * @param steps steps taken
 * @param firstBelow first step at which the sum of losses is below the bar, if there is one
 * @param best smallest sum of losses
 * @param tailMean mean sum of losses over the last tenth of the steps
 */
public record LandscapeRun(long steps, OptionalLong firstBelow, float best, double tailMean) {
  private static final int PER_RUN = 100;

  /** Takes this many steps, a multiple of 100 or the next one above. */
  public static LandscapeRun of(GradientChain chain, long steps, float bar) {
    long runs = (steps + PER_RUN - 1) / PER_RUN;
    long total = runs * PER_RUN;
    OptionalLong firstBelow = OptionalLong.empty();
    float best = Float.POSITIVE_INFINITY;
    double tail = 0;
    long tailFrom = total - total / 10;
    long step = 0;
    try (Landscape landscape = new Landscape(chain, PER_RUN)) {
      for (long run = 0; run < runs; run++) {
        for (float[] losses : landscape.run()) {
          float sum = losses[0] + losses[1];
          if (firstBelow.isEmpty() && sum < bar) {
            firstBelow = OptionalLong.of(step);
          }
          best = Math.min(best, sum);
          tail += step >= tailFrom ? sum : 0;
          step++;
        }
      }
    }
    return new LandscapeRun(total, firstBelow, best, tail / (total - tailFrom));
  }
}
