package dev.espalier.samples.cli;

import dev.espalier.dsl.Topology;
import dev.espalier.dsl.json.TopologyJson;
import dev.espalier.dsl.print.SvgDiagram;
import dev.espalier.dsl.print.TopologyTable;
import dev.espalier.training.Model;
import dev.espalier.training.TrainingSettings;
import dev.espalier.training.data.ExampleStream;
import dev.espalier.training.data.Examples;
import dev.espalier.training.report.ConflictHeatmap;
import dev.espalier.training.report.History;
import dev.espalier.training.report.HistoryCsv;
import dev.espalier.training.report.HistoryJson;
import dev.espalier.training.report.ReportHtml;
import dev.espalier.training.report.RoutingPlot;
import dev.espalier.training.report.TrainingReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.TensorFlow;

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

  /** Writes the report as a page, with what only the trained model and the settings can tell. */
  void write(Model model, TrainingReport report, TrainingSettings settings, Examples held)
      throws IOException {
    write(
        ReportHtml.of(report)
            .calibration(model.calibration(held))
            .gates(model.gates(held), model.codes()),
        model,
        settings);
  }

  /** The same, of examples that are read again. */
  void write(Model model, TrainingReport report, TrainingSettings settings, ExampleStream held)
      throws IOException {
    write(
        ReportHtml.of(report)
            .calibration(model.calibration(held))
            .gates(model.gates(held), model.codes()),
        model,
        settings);
  }

  private void write(ReportHtml begun, Model model, TrainingSettings settings) throws IOException {
    ReportHtml page =
        begun
            .svg("Topology", SvgDiagram.of(model.plan()))
            .text("Sizes", TopologyTable.of(model.plan()))
            .facts("Configuration", configuration(settings))
            .facts("Environment", environment());
    Files.writeString(folder.resolve("report.html"), page.write());
  }

  private static Map<String, String> configuration(TrainingSettings settings) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("gradients", settings.gradients().toString());
    facts.put("duration", settings.duration().toString());
    facts.put("examples per step", settings.batchSize() + "");
    facts.put("micro-batches", settings.microBatches() + "");
    facts.put("seed", settings.seed() + "");
    facts.put("early stopping", settings.earlyStopping().toString());
    facts.put("skips in a row", settings.skips() + "");
    facts.put("spikes", settings.spikes() == null ? "none" : settings.spikes().toString());
    facts.put("average", settings.average() == null ? "none" : settings.average().toString());
    facts.put("checkpoints", settings.checkpoints().toString());
    facts.put("execution", String.valueOf(settings.execution()));
    return facts;
  }

  private static Map<String, String> environment() throws IOException {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Espalier", new Version().getVersion()[0]);
    facts.put("TensorFlow", TensorFlow.version());
    facts.put("Java", System.getProperty("java.vm.name") + " " + Runtime.version());
    facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    facts.put("processors", Runtime.getRuntime().availableProcessors() + "");
    facts.put("largest heap", (Runtime.getRuntime().maxMemory() >> 20) + " MB");
    return facts;
  }
}
