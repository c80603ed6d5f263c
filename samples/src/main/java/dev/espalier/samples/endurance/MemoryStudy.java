package dev.espalier.samples.endurance;

import dev.espalier.samples.bench.MachineLoad;
import dev.espalier.training.GradientSteps;
import dev.espalier.training.Model;
import dev.espalier.training.TrainingListener;
import dev.espalier.training.TrainingSettings;
import java.util.ArrayList;
import java.util.List;

/** Takes many steps in this process and watches its resident size. */
final class MemoryStudy {
  private static final double WARM_UP = .2;
  private static final int ROWS = 16_384;

  /**
   * What came of it.
   *
   * @param steps taken
   * @param first mean resident size in MiB in the first tenth of the steps after the warm-up
   * @param last the same in the last tenth
   * @param slope MiB in 100,000 steps, by least squares after the warm-up
   * @param error standard error of the slope
   */
  record Outcome(long steps, double first, double last, double slope, double error) {

    /** Whether the slope is within three standard errors of zero, or below. */
    boolean isFlat() {
      return slope <= 3 * error;
    }
  }

  private MemoryStudy() {}

  static Outcome run(long steps) {
    List<double[]> seen = new ArrayList<>();
    TrainingListener watch =
        new TrainingListener() {
          @Override
          public void onProgress(Progress now) {
            if (now.step() > WARM_UP * steps) {
              seen.add(new double[] {now.step() / 1e5, MachineLoad.residentMib()});
            }
          }
        };
    try (Model model = Model.compile(EnduranceRun.topology())) {
      model.fit(
          EnduranceRun.rows(ROWS, 1),
          EnduranceRun.rows(1_000, 2),
          TrainingSettings.builder()
              .gradients(GradientSteps.pcGrad(), GradientSteps.adam(1e-3f))
              .batchSize(64)
              .steps(steps)
              .listener(watch)
              .build());
    }
    return of(steps, seen);
  }

  /** By readings of step / 100,000 and MiB. */
  static Outcome of(long steps, List<double[]> seen) {
    double n = seen.size();
    double meanX = seen.stream().mapToDouble(each -> each[0]).average().orElse(0);
    double meanY = seen.stream().mapToDouble(each -> each[1]).average().orElse(0);
    double sxx = seen.stream().mapToDouble(each -> Math.pow(each[0] - meanX, 2)).sum();
    double sxy = seen.stream().mapToDouble(each -> (each[0] - meanX) * (each[1] - meanY)).sum();
    double slope = sxy / sxx;
    double rest =
        seen.stream()
            .mapToDouble(each -> Math.pow(each[1] - meanY - slope * (each[0] - meanX), 2))
            .sum();
    int tenth = Math.max(1, seen.size() / 8);
    return new Outcome(
        steps,
        mean(seen.subList(0, tenth)),
        mean(seen.subList(seen.size() - tenth, seen.size())),
        slope,
        Math.sqrt(rest / (n - 2) / sxx));
  }

  private static double mean(List<double[]> part) {
    return part.stream().mapToDouble(each -> each[1]).average().orElse(Double.NaN);
  }
}
