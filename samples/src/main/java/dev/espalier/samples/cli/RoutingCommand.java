package dev.espalier.samples.cli;

import dev.espalier.samples.routing.RouterName;
import dev.espalier.samples.routing.RoutingStudy;
import dev.espalier.samples.routing.RoutingStudyTable;
import dev.espalier.training.ExpertCollapse;
import dev.espalier.training.report.RoutingPlot;
import dev.espalier.training.report.TextTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code espalier routing}. */
@Command(
    name = "routing",
    header = "What balance losses are for: who gets the examples with them and without.",
    description = {
      "Trains eight experts with each router on two synthetic tasks, and prints the loads of the",
      "experts in the last epoch relative to their mean, and in how many epochs a collapse was told."
    })
final class RoutingCommand implements Callable<Integer> {
  @Mixin private Console console;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Folder for the table as Markdown, and a picture per router.")
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException {
    List<RoutingStudy.Row> rows = new ArrayList<>();
    for (RouterName router : RouterName.values()) {
      RoutingStudy.Row row = RoutingStudy.documented().run(router);
      rows.add(row);
      for (ExpertCollapse collapse : row.collapses()) {
        console.err().println(router + ": " + collapse.text());
      }
    }
    TextTable table = RoutingStudyTable.of(rows);
    console.text(table.text());
    if (out != null) {
      Files.createDirectories(out);
      Files.writeString(out.resolve("routing.md"), table.markdown());
      for (RoutingStudy.Row row : rows) {
        Files.writeString(
            out.resolve("routing-" + row.router() + ".svg"),
            RoutingPlot.svg(row.report().history()));
      }
    }
    return 0;
  }
}
