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
import picocli.CommandLine.Parameters;

/** {@code espalier evaluate}. */
@Command(name = "evaluate", header = "Measure a trained model on a table.")
final class EvaluateCommand implements Callable<Integer> {
  @Mixin private Console console;
  @Mixin private ExitOptions exits;
  @Mixin private CsvOptions csv;
  @Mixin private MetricOptions measured;

  @Parameters(paramLabel = "RUN", description = "Folder that train wrote.")
  private Path run;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "C.csv",
      description = "Examples with labels.")
  private Path data;

  @Override
  public Integer call() {
    InputFile.readable(data);
    try (Model model = exits.load(run)) {
      Examples examples = csv.read(data, format -> format.of(model.topology()));
      List<TaskMetrics> metrics = model.evaluate(examples, measured.chosen());
      if (console.json()) {
        console.json(MetricsJson.write(run, data, examples.rows(), metrics));
      } else {
        console.text(MetricsTable.of(metrics));
      }
    }
    return 0;
  }
}
