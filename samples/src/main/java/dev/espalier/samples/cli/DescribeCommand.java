package dev.espalier.samples.cli;

import dev.espalier.dsl.Topology;
import dev.espalier.dsl.json.TopologyJson;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.dsl.print.DotDiagram;
import dev.espalier.dsl.print.MermaidDiagram;
import dev.espalier.dsl.print.TopologyTable;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code espalier describe}. */
@Command(
    name = "describe",
    header = "Check a topology and draw it.",
    description = "Says everything that is wrong with a topology, or prints what it comes to.")
final class DescribeCommand implements Callable<Integer> {
  @Mixin private Console console;
  @Mixin private TopologyFile topology;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "One of ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Format format;

  /** How a topology is printed. */
  enum Format {
    TABLE,
    MERMAID,
    DOT,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public Integer call() throws IOException {
    Topology read = topology.read();
    Plan plan = Plan.of(read);
    if (console.json()) {
      console.json(PlanJson.write(plan));
    } else {
      console.text(
          switch (format) {
            case TABLE -> TopologyTable.of(plan);
            case MERMAID -> MermaidDiagram.of(plan);
            case DOT -> DotDiagram.of(plan);
            case JSON -> TopologyJson.write(read);
          });
    }
    return 0;
  }
}
