package dev.espalier.samples.cli;

import dev.espalier.dsl.Topology;
import dev.espalier.dsl.json.TopologyJson;
import dev.espalier.training.report.ConflictHeatmap;
import dev.espalier.training.report.History;
import dev.espalier.training.report.HistoryCsv;
import dev.espalier.training.report.HistoryJson;
import dev.espalier.training.report.RoutingPlot;
import dev.espalier.training.report.TrainingReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a training leaves for people and programs beside its checkpoints.
 *
 * @param folder the folder of the run
 */
record RunFolder(Path folder) {

  void write(Topology topology, TrainingReport report) throws IOException {
    History history = report.history();
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("topology.json"), TopologyJson.write(topology));
    Files.writeString(folder.resolve("history.json"), HistoryJson.write(history) + "\n");
    Files.writeString(folder.resolve("history.csv"), HistoryCsv.write(history));
    StringBuilder markdown = new StringBuilder(report.markdown());
    if (history.conflictRate().isPresent()) {
      Files.writeString(folder.resolve("conflicts.svg"), ConflictHeatmap.svg(history));
      markdown.append("\n![Cosines of task gradients over the epochs](conflicts.svg)\n");
    }
    if (history.isRouted()) {
      Files.writeString(folder.resolve("routing.svg"), RoutingPlot.svg(history));
      markdown.append("\n![Loads of experts over the epochs](routing.svg)\n");
    }
    Files.writeString(folder.resolve("report.md"), markdown);
  }
}
