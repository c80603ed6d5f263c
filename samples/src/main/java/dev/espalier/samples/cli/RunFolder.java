package dev.espalier.samples.cli;

import dev.espalier.dsl.Topology;
import dev.espalier.dsl.json.TopologyJson;
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

  void write(Topology topology, TrainingReport report) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("topology.json"), TopologyJson.write(topology));
    Files.writeString(folder.resolve("history.json"), HistoryJson.write(report.history()) + "\n");
    Files.writeString(folder.resolve("history.csv"), HistoryCsv.write(report.history()));
    Files.writeString(folder.resolve("report.md"), report.markdown());
  }
}
