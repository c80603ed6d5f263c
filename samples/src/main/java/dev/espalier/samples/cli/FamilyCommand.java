package dev.espalier.samples.cli;

import dev.espalier.samples.family.FamilyStudy;
import dev.espalier.training.report.TextTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code espalier family}. */
@Command(
    name = "family",
    header = "What each member of the PCGrad family is for.",
    description = {
      "Runs each member on generated gradients in which what it remembers matters, and prints its",
      "number beside that of the rules it is compared with."
    })
final class FamilyCommand implements Callable<Integer> {
  @Mixin private Console console;

  @Option(names = "--out", paramLabel = "FOLDER", description = "Folder for the table as Markdown.")
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException {
    TextTable table =
        new TextTable(
            List.of("experiment", "rule", "value"),
            FamilyStudy.run().stream()
                .map(
                    row ->
                        List.of(
                            row.experiment(),
                            row.rule(),
                            String.format(Locale.ROOT, "%.3f", row.value())))
                .toList());
    console.text(table.text());
    if (out != null) {
      Files.createDirectories(out);
      Files.writeString(out.resolve("family.md"), table.markdown());
    }
    return 0;
  }
}
