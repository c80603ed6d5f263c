package dev.espalier.samples.cli;

import static java.util.stream.Collectors.joining;

import dev.espalier.dsl.Topology;
import dev.espalier.dsl.json.TopologyJson;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.dsl.print.DotDiagram;
import dev.espalier.dsl.print.MermaidDiagram;
import dev.espalier.dsl.print.TopologyTable;
import dev.espalier.training.data.ExampleStream;
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

  @Option(
      names = "--stream",
      description = {
        "Read --data some rows at a time, for more than fit into memory; a name may hold * and ?.",
        "Of the columns that the topology reads, and without collisions."
      })
  private boolean streams;

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
    Held held = held(plan.topology());
    return Stream.of(
            TopologyTable.of(plan),
            SchemaTable.columns(held.schema).text(),
            SchemaTable.labels(held.schema).text(),
            held.schema.warnings().stream().map(warning -> warning + "\n").collect(joining()),
            held.collisions.isEmpty() ? "" : CollisionTable.of(held.collisions).text())
        .filter(part -> !part.isEmpty())
        .collect(joining("\n"));
  }

  private String described(Plan plan) throws IOException {
    Held held = held(plan.topology());
    return PlanJson.write(plan, held.collisions, held.schema);
  }

  /** What is known of the data. */
  private record Held(SchemaReport schema, List<HashCollisions> collisions) {}

  private Held held(Topology read) throws IOException {
    Path file = Objects.requireNonNull(data);
    if (streams) {
      ExampleStream stream = StreamOptions.files("--data", List.of(file), csv.format());
      return new Held(SchemaReport.of(read, stream), List.of());
    }
    Examples examples = csv.read(file, read);
    return new Held(SchemaReport.of(read, examples), HashCollisions.of(read, examples));
  }
}
