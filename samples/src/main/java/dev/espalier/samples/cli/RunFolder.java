package dev.espalier.samples.cli;

import dev.espalier.dsl.Topology;
import dev.espalier.dsl.json.TopologyJson;
import dev.espalier.training.report.ConflictHeatmap;
import dev.espalier.training.report.HistoryCsv;
import dev.espalier.training.report.HistoryJson;
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
  private static final String CONFLICTS = "conflicts.svg";

  void write(Topology topology, TrainingReport report) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("topology.json"), TopologyJson.write(topology));
    Files.writeString(folder.resolve("history.json"), HistoryJson.write(report.history()) + "\n");
    Files.writeString(folder.resolve("history.csv"), HistoryCsv.write(report.history()));
    boolean measured = report.history().conflictRate().isPresent();
    if (measured) {
      Files.writeString(folder.resolve(CONFLICTS), ConflictHeatmap.svg(report.history()));
    }
    Files.writeString(
        folder.resolve("report.md"),
        report.markdown()
            + (measured
                ? "\n![Cosines of task gradients over the epochs](" + CONFLICTS + ")\n"
                : ""));
  }
}
