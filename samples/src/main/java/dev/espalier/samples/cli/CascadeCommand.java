package dev.espalier.samples.cli;

import dev.espalier.training.Model;
import dev.espalier.training.data.Examples;
import dev.espalier.training.report.CascadePlot;
import dev.espalier.training.report.CascadeSweep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code espalier cascade}. */
@Command(
    name = "cascade",
    header = "Print cost against quality of a model with exits.",
    description = {
      "For each threshold: the share of the examples that leave at each exit, the mean",
      "multiply-adds per example, and the main metric of each task. Choose one for export."
    })
final class CascadeCommand implements Callable<Integer> {
  @Mixin private Console console;
  @Mixin private MeasuredRun run;
  @Mixin private ExitOptions exits;

  @Option(
      names = "--thresholds",
      paramLabel = "C",
      split = ",",
      defaultValue = "0.5,0.6,0.7,0.8,0.9,0.95,0.99,1",
      description =
          "Confidence of all tasks without a threshold of their own; default ${DEFAULT-VALUE}")
  private List<Float> thresholds;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Write the table there too, with all metrics, as comma-separated values.")
  private @Nullable Path file;

  @Option(
      names = "--plot",
      paramLabel = "FILE.svg",
      description = "Draw cost against the main metric of each task, and who leaves where.")
  private @Nullable Path plot;

  @Override
  public Integer call() throws IOException {
    Path folder = run.folder();
    for (float threshold : thresholds) {
      if (!(threshold >= 0 && threshold <= 1)) {
        throw new WrongInput("--thresholds: received " + threshold + ", allowed is 0 to 1.");
      }
    }
    if (exits.isForAll()) {
      throw new WrongInput(
          "--threshold: received one for all tasks, allowed are those of tasks, as in income=0.9;"
              + " --thresholds are tried for the others.");
    }
    try (Model model = exits.load(folder)) {
      if (model.topology().exits().isEmpty()) {
        throw new WrongInput(
            "%s: topology \"%s\" has no exits; train one with a cascade."
                .formatted(folder, model.topology().name()));
      }
      Examples examples = run.examples(model);
      CascadeSweep sweep = model.sweep(examples, thresholds);
      if (file != null) {
        Files.writeString(file, sweep.csv());
      }
      if (plot != null) {
        Files.writeString(plot, CascadePlot.svg(sweep));
      }
      if (console.json()) {
        console.json(CascadeJson.write(folder, run.data(), examples.rows(), sweep));
      } else {
        console.text(sweep.table().text());
      }
    }
    return 0;
  }
}
