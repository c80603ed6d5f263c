package dev.espalier.samples.landscape;

import dev.espalier.training.GradientChain;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * How far a chain of gradient steps gets on a landscape. On that of PCGrad the end point itself is
 * chaotic: it depends on rounding. When a bar is passed, and the mean over many steps, are not.
 *
 * @param steps steps taken
 * @param firstBelow first step at which the sum of losses is below the bar, if there is one
 * @param best smallest sum of losses
 * @param tailMean mean sum of losses over the last tenth of the steps
 * @param last losses of both tasks before the last step
 * @param path where it was, about 250 points from start to end
 * @param toFront distance of the end from the Pareto front
 */
public record LandscapeRun(
    long steps,
    OptionalLong firstBelow,
    float best,
    double tailMean,
    List<Float> last,
    List<Point> path,
    double toFront) {
  private static final int PER_RUN = 20;
  private static final int POINTS = 250;

  /** Copies the lists. */
  public LandscapeRun {
    last = List.copyOf(last);
    path = List.copyOf(path);
  }

  /** Where the paper of this landscape starts. */
  public static List<Point> starts(SurfaceName surface) {
    return surface.surface().starts();
  }

  /** The Pareto front of this landscape, points close together. */
  public static List<Point> front(SurfaceName surface) {
    return surface.surface().front();
  }

  /** Takes this many steps from a start, a multiple of 20 or the next one above. */
  public static LandscapeRun of(
      SurfaceName surface, Point start, GradientChain chain, long steps, float bar) {
    long runs = (steps + PER_RUN - 1) / PER_RUN;
    long every = Math.max(1, runs / POINTS);
    Tally tally = new Tally(runs * PER_RUN, bar);
    List<Point> path = new ArrayList<>(List.of(start));
    try (Landscape landscape = new Landscape(surface.surface(), start, chain, PER_RUN)) {
      for (long run = 1; run <= runs; run++) {
        for (float[] losses : landscape.run()) {
          tally.add(losses);
        }
        if (run % every == 0 || run == runs) {
          path.add(landscape.at());
        }
      }
    }
    return tally.run(path, surface.surface().distanceToFront(path.get(path.size() - 1)));
  }

  /** What is kept of the losses. */
  private static final class Tally {
    private final long total;
    private final long tailFrom;
    private final float bar;
    private OptionalLong firstBelow = OptionalLong.empty();
    private float best = Float.POSITIVE_INFINITY;
    private double tail;
    private long step;
    private float[] last = new float[2];

    Tally(long total, float bar) {
      this.total = total;
      this.tailFrom = total - total / 10;
      this.bar = bar;
    }

    void add(float[] losses) {
      float sum = losses[0] + losses[1];
      if (firstBelow.isEmpty() && sum < bar) {
        firstBelow = OptionalLong.of(step);
      }
      best = Math.min(best, sum);
      tail += step >= tailFrom ? sum : 0;
      last = losses;
      step++;
    }

    LandscapeRun run(List<Point> path, double toFront) {
      return new LandscapeRun(
          total,
          firstBelow,
          best,
          tail / (total - tailFrom),
          List.of(last[0], last[1]),
          path,
          toFront);
    }
  }
}
