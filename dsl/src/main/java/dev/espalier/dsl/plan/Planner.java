package dev.espalier.dsl.plan;

import dev.espalier.dsl.Categorical;
import dev.espalier.dsl.Categorical.Embedding;
import dev.espalier.dsl.Categorical.Start;
import dev.espalier.dsl.Feature;
import dev.espalier.dsl.PlacedBlock;
import dev.espalier.dsl.Stream;
import dev.espalier.dsl.StreamFlow;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.Parameter.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Works out a topology block by block. */
final class Planner {
  private final Topology topology;
  private final List<String> tasks;
  private final Reach reach;
  private final Owner everyone;
  private final int inputWidth;

  Planner(Topology topology) {
    this.topology = topology;
    this.tasks = topology.readers();
    this.reach = new Reach(topology);
    this.everyone = reach.everyone();
    this.inputWidth = topology.inputs().stream().mapToInt(Feature::width).sum();
  }

  Plan plan() {
    List<Draft> drafts = new ArrayList<>();
    List<Stream> streams = List.of(Stream.shared(inputWidth));
    for (PlacedBlock placed : topology.blocks()) {
      List<Stream> out = StreamFlow.after(placed.block(), streams, tasks);
      Place place = new Place(placed.path(), placed.name(), topology, tasks, streams, out);
      drafts.addAll(BlockDrafts.of(placed.block(), place));
      streams = out;
    }
    int width = streams.get(0).width() * (streams.get(0).isShared() ? streams.size() : 1);
    TowerPlanner towers = new TowerPlanner(topology, reach, width);
    return new Plan(
        topology,
        inputWidth,
        tables(),
        AttentionPlanner.units(topology, everyone),
        Draft.make(drafts, streams.stream().map(this::owner).toList(), tasks),
        streams,
        towers.towers(),
        towers.auxiliaries(),
        PositionPlanner.towers(topology, reach));
  }

  private List<Table> tables() {
    List<Table> tables = new ArrayList<>();
    for (Feature feature : topology.inputs()) {
      Categorical category = feature.category();
      if (category != null && category.encoding() instanceof Embedding embedding) {
        boolean frozen = embedding.start() == Start.FROZEN;
        tables.add(
            new Table(
                category,
                readers(category),
                new Parameter(
                    "inputs/" + category.name() + "/table",
                    List.of(category.coding().rows(), embedding.dimension()),
                    frozen ? Role.FROZEN_TABLE : Role.TABLE,
                    frozen ? new Initializer.Constant(0f) : new Initializer.Uniform(0.05f),
                    everyone,
                    0f)));
      }
    }
    return tables;
  }

  private List<String> readers(Categorical owner) {
    return topology.inputs().stream()
        .filter(feature -> reads(feature.category(), owner.name()))
        .map(Feature::name)
        .toList();
  }

  private static boolean reads(@Nullable Categorical category, String rows) {
    return category != null && category.rowsOf().equals(rows);
  }

  private Owner owner(Stream stream) {
    String task = stream.task();
    return task == null ? everyone : reach.of(task);
  }
}
