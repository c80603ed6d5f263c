package dev.espalier.samples.cli;

import dev.espalier.graph.Inspection;
import dev.espalier.graph.InspectionJson;
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
    description = "Checks a model and prints its signatures, its ops, and what was pruned.")
final class InspectCommand implements Callable<Integer> {
  @Mixin private Console console;

  @Parameters(paramLabel = "MODEL", description = "A version, such as models/feed-ranking/1.")
  private Path model;

  @Override
  public Integer call() throws IOException {
    Inspection inspection = Inspection.of(InputFile.folder(model));
    if (console.json()) {
      console.json(InspectionJson.write(inspection));
    } else {
      console.text(inspection.text());
    }
    return 0;
  }
}
