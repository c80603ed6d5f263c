package dev.espalier.dsl.plan;

import dev.espalier.dsl.Activation;
import dev.espalier.dsl.Categorical;
import dev.espalier.dsl.Categorical.Embedding;
import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Layers;
import dev.espalier.dsl.Stream;
import dev.espalier.dsl.StreamFlow;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.Parameter.Role;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Works out a topology block by block. */
final class Planner {
  private final Topology topology;
  private final List<String> tasks;
  private final Owner everyone;
  private final int inputWidth;

  Planner(Topology topology) {
    this.topology = topology;
    this.tasks = topology.taskNames();
    this.everyone = new Owner.Shared(tasks);
    this.inputWidth = topology.inputs().stream().mapToInt(Feature::width).sum();
  }

  Plan plan() {
    List<Draft> drafts = new ArrayList<>();
    List<Stream> streams = List.of(Stream.shared(inputWidth));
    for (int i = 0; i < topology.shared().size(); i++) {
      List<Stream> out = StreamFlow.after(topology.shared().get(i), streams, tasks);
      drafts.addAll(BlockDrafts.of(topology.shared().get(i), place(i, streams, out)));
      streams = out;
    }
    return new Plan(topology, inputWidth, tables(), steps(drafts, streams), streams, towers(streams));
  }

  private Place place(int index, List<Stream> in, List<Stream> out) {
    String name = "shared" + index + "/" + topology.shared().get(index).verb();
    return new Place(topology.path(index), name, inputWidth, tasks, in, out);
  }

  private List<Step> steps(List<Draft> drafts, List<Stream> body) {
    List<Owner> owners = body.stream().map(this::owner).toList();
    Deque<Step> steps = new ArrayDeque<>();
    for (int s = drafts.size() - 1; s >= 0; s--) {
      steps.addFirst(drafts.get(s).make().apply(owners));
      owners = drafts.get(s).before(owners, tasks);
    }
    return List.copyOf(steps);
  }

  private List<Table> tables() {
    List<Table> tables = new ArrayList<>();
    for (Feature feature : topology.inputs()) {
      if (feature instanceof Categorical category
          && category.encoding() instanceof Embedding embedding) {
        tables.add(
            new Table(
                category,
                new Parameter(
                    "inputs/" + category.name() + "/table",
                    List.of(category.coding().rows(), embedding.dimension()),
                    Role.TABLE,
                    new Initializer.Uniform(0.05f),
                    everyone,
                    0f)));
      }
    }
    return tables;
  }

  private List<TowerGroup> towers(List<Stream> body) {
    record Shape(Layers tower, int outputs) {}
    Map<Shape, List<Task>> groups = new LinkedHashMap<>();
    for (Task task : topology.tasks()) {
      Shape shape = new Shape(task.tower(), task.target().width());
      groups.computeIfAbsent(shape, s -> new ArrayList<>()).add(task);
    }
    int width = body.get(0).width() * (body.get(0).isShared() ? body.size() : 1);
    List<TowerGroup> towers = new ArrayList<>();
    groups.forEach((shape, group) -> towers.add(towers(group, width)));
    return towers;
  }

  private TowerGroup towers(List<Task> group, int width) {
    Task first = group.get(0);
    NetworkPlanner planner = each(group.stream().map(Task::name).toList(), "tasks");
    Networks hidden = planner.networks(width, first.tower());
    Layers linear = Layers.of().activation(Activation.LINEAR).l2(first.tower().l2());
    LayerPlan head = planner.layer("head", hidden.outputWidth(), first.target().width(), linear);
    return new TowerGroup(group, hidden, head);
  }

  private static NetworkPlanner each(List<String> tasks, String name) {
    return new NetworkPlanner(
        tasks.size(), i -> name + "/" + tasks.get(i), i -> new Owner.OfTask(tasks.get(i)));
  }

  private Owner owner(Stream stream) {
    String task = stream.task();
    return task == null ? everyone : new Owner.OfTask(task);
  }
}
