package dev.espalier.samples.endurance;

import dev.espalier.samples.bench.MachineLoad;
import dev.espalier.training.GradientSteps;
import dev.espalier.training.Model;
import dev.espalier.training.TrainingListener;
import dev.espalier.training.TrainingSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes many steps in a process whose heap is there from the start, and watches its resident size:
 * what grows is not the heap.
 */
final class MemoryStudy {
  private static final double NOISE = 1e-3;
  private static final int ROWS = 16_384;

  /**
   * What came of it.
   *
   * @param steps watched, after as many for warming up
   * @param first mean resident size in MiB in the first fifth of the steps that are watched
   * @param last the same in the last fifth
   * @param slope MiB in 100,000 steps, by least squares
   * @param error standard error of the slope
   */
  record Outcome(long steps, double first, double last, double slope, double error) {

    /** Whether the slope is within three standard errors of zero, or a thousandth of the size. */
    boolean isFlat() {
      return slope <= Math.max(3 * error, NOISE * first);
    }
  }

  private MemoryStudy() {}

  /** Takes them in a process of its own. */
  static Outcome inOwnProcess(long steps) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xms256m",
                "-Xmx256m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                MemoryStudy.class.getName(),
                Long.toString(steps))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("The process ended with " + process.exitValue());
    }
    double[] numbers =
        Arrays.stream(told.strip().split(" ")).mapToDouble(Double::parseDouble).toArray();
    return new Outcome(steps, numbers[0], numbers[1], numbers[2], numbers[3]);
  }

  /**
   * The process: takes so many steps, and tells the first and last size, the slope and its error.
   */
  public static void main(String[] arguments) {
    Outcome outcome = run(Long.parseLong(arguments[0]));
    System.out.println(
        outcome.first + " " + outcome.last + " " + outcome.slope + " " + outcome.error);
  }

  private static Outcome run(long steps) {
    List<double[]> seen = new ArrayList<>();
    TrainingListener watch =
        new TrainingListener() {
          @Override
          public void onProgress(Progress now) {
            if (now.step() > steps) {
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
              .steps(2 * steps)
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
    int fifth = Math.max(1, seen.size() / 5);
    return new Outcome(
        steps,
        mean(seen.subList(0, fifth)),
        mean(seen.subList(seen.size() - fifth, seen.size())),
        slope,
        Math.sqrt(rest / (n - 2) / sxx));
  }

  private static double mean(List<double[]> part) {
    return part.stream().mapToDouble(each -> each[1]).average().orElse(Double.NaN);
  }
}
