package dev.espalier.samples.cli;

import dev.espalier.training.Model;
import dev.espalier.training.data.Examples;
import dev.espalier.training.report.FeatureImportance;
import dev.espalier.training.report.ImportanceTable;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code espalier importance}. */
@Command(
    name = "importance",
    header = "Say which features a trained model lives on.",
    description =
        "Deals the values of each feature to other rows and says how much worse each task becomes,"
            + " in units of its main metric.")
final class ImportanceCommand implements Callable<Integer> {
  @Mixin private Console console;
  @Mixin private MeasuredRun run;
  @Mixin private MetricOptions measured;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      defaultValue = "5",
      description = "How often each feature is dealt anew; default ${DEFAULT-VALUE}.")
  private int repeats;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Of the dealing; default ${DEFAULT-VALUE}.")
  private long seed;

  @Override
  public Integer call() {
    Path folder = run.folder();
    try (Model model = Model.load(folder)) {
      Examples examples = run.examples(model);
      List<FeatureImportance> found = model.importance(examples, repeats, seed, measured.chosen());
      if (console.json()) {
        console.json(ImportanceJson.write(folder, run.data(), found));
      } else {
        console.text(ImportanceTable.of(found).text());
      }
    }
    return 0;
  }
}
