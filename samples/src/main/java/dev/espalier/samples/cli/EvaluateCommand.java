package dev.espalier.samples.cli;

import dev.espalier.training.Model;
import dev.espalier.training.data.Examples;
import dev.espalier.training.metrics.TaskMetrics;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code espalier evaluate}. */
@Command(name = "evaluate", header = "Measure a trained model on a table.")
final class EvaluateCommand implements Callable<Integer> {
  @Mixin private Console console;
  @Mixin private ExitOptions exits;
  @Mixin private MeasuredRun run;
  @Mixin private MetricOptions measured;

  @Option(
      names = "--stream",
      description = "Read the examples some rows at a time: for more than fit into memory.")
  private boolean streams;

  @Override
  public Integer call() {
    Path folder = run.folder();
    try (Model model = exits.load(folder)) {
      Integer rows = null;
      List<TaskMetrics> metrics;
      if (streams) {
        metrics = model.evaluate(run.stream(), measured.chosen());
      } else {
        Examples examples = run.examples(model);
        rows = examples.rows();
        metrics = model.evaluate(examples, measured.chosen());
      }
      if (console.json()) {
        console.json(MetricsJson.write(folder, run.data(), rows, metrics));
      } else {
        console.text(MetricsTable.of(metrics));
      }
    }
    return 0;
  }
}
