package dev.espalier.samples.cli;

import dev.espalier.graph.ServedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code espalier inspect}. */
@Command(
    name = "inspect",
    header = "Say what an exported model is.",
    description = "Loads a model and prints its signatures and what was pruned.")
final class InspectCommand implements Callable<Integer> {
  @Mixin private Console console;

  @Parameters(paramLabel = "MODEL", description = "A version, such as models/feed-ranking/1.")
  private Path model;

  @Override
  public Integer call() throws IOException {
    try (ServedModel served = ServedModel.load(InputFile.folder(model))) {
      Inspection inspection = Inspection.of(model, served);
      if (console.json()) {
        console.json(InspectionJson.write(inspection));
      } else {
        console.text(inspection.text());
      }
    }
    return 0;
  }
}
