package dev.espalier.samples.cli;

import dev.espalier.training.DroppedExperts;
import dev.espalier.training.Export;
import dev.espalier.training.ExportReport;
import dev.espalier.training.Model;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code espalier export}. */
@Command(
    name = "export",
    header = "Freeze, prune and export a trained model for TensorFlow Serving.",
    description = {
      "Takes the weights of the best validation. The version appears whole or not at all,",
      "and one that exists is never touched."
    })
final class ExportCommand implements Callable<Integer> {
  @Mixin private Console console;
  @Mixin private ExitOptions exits;
  @Mixin private CsvOptions csv;

  @Parameters(paramLabel = "RUN", description = "Folder that train wrote.")
  private Path run;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "MODELS/NAME",
      description = "Folder of all versions of the model.")
  private Path base;

  @Option(
      names = "--version",
      required = true,
      paramLabel = "N",
      description = "Version to make; servers take the highest.")
  private long version;

  @Option(
      names = "--drop-unreached",
      paramLabel = "C.csv",
      description = {
        "Leave out the experts of sparseMoe that none of these examples reaches, such as the",
        "validation part, and print by how much their answers differ; labels are not needed."
      })
  private @Nullable Path reaching;

  @Override
  public Integer call() {
    if (version < 1) {
      throw new WrongInput("--version: received " + version + ", allowed is 1 or more.");
    }
    if (reaching != null) {
      InputFile.readable(reaching);
    }
    try (Model model = exits.load(run)) {
      ExportReport report = model.export(base, version, what(model));
      DroppedExperts dropped = report.dropped();
      if (console.json()) {
        console.json(ExportJson.write(run, report));
      } else {
        console.text(
            "%s%s\nmodel: %s\n"
                .formatted(
                    report.pruning().text(),
                    dropped == null ? "" : "\n" + dropped.text(),
                    report.directory()));
      }
    }
    return 0;
  }

  private Export what(Model model) {
    return reaching == null
        ? Export.whole()
        : Export.dropUnreached(csv.read(reaching, model.topology()));
  }
}
