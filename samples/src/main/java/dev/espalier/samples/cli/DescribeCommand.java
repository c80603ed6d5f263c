package dev.espalier.samples.cli;

import static java.util.stream.Collectors.joining;

import dev.espalier.dsl.Topology;
import dev.espalier.dsl.json.TopologyJson;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.dsl.print.DotDiagram;
import dev.espalier.dsl.print.MermaidDiagram;
import dev.espalier.dsl.print.TopologyTable;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.HashCollisions;
import dev.espalier.training.data.SchemaReport;
import dev.espalier.training.report.CollisionTable;
import dev.espalier.training.report.SchemaTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
  @Mixin private CsvOptions csv;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "One of ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Format format;

  @Option(
      names = "--data",
      paramLabel = "A.csv",
      description =
          "Examples (.csv, .parquet or .tfrecord): says what columns hold and lack, how often "
              + "labels are there, what looks like a mistake, and what collides in hashed "
              + "features, with --format=table or --json.")
  private @Nullable Path data;

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
      console.json(data == null ? PlanJson.write(plan) : described(plan));
    } else if (data != null && format == Format.TABLE) {
      console.text(table(plan));
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

  private String table(Plan plan) throws IOException {
    Examples examples = examples(plan.topology());
    SchemaReport schema = SchemaReport.of(plan.topology(), examples);
    List<HashCollisions> collisions = HashCollisions.of(plan.topology(), examples);
    return Stream.of(
            TopologyTable.of(plan),
            SchemaTable.columns(schema).text(),
            SchemaTable.labels(schema).text(),
            schema.warnings().stream().map(warning -> warning + "\n").collect(joining()),
            collisions.isEmpty() ? "" : CollisionTable.of(collisions).text())
        .filter(part -> !part.isEmpty())
        .collect(joining("\n"));
  }

  private String described(Plan plan) throws IOException {
    Examples examples = examples(plan.topology());
    return PlanJson.write(
        plan,
        HashCollisions.of(plan.topology(), examples),
        SchemaReport.of(plan.topology(), examples));
  }

  private Examples examples(Topology read) throws IOException {
    return csv.read(Objects.requireNonNull(data), read);
  }
}
