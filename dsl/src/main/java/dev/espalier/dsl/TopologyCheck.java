package dev.espalier.dsl;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds every problem of a topology: names, settings, the flow of streams, then its size. */
final class TopologyCheck {
  private final Topology topology;
  private final Limits limits;

  TopologyCheck(Topology topology, Limits limits) {
    this.topology = topology;
    this.limits = limits;
  }

  List<Problem> problems() {
    Problems body = new Problems();
    body.name("topology.name", topology.name());
    body.count("topology.inputs", topology.inputs().size(), limits.features(), "Add a feature");
    features(body);
    body.atMost("topology.shared", topology.blocks().size(), limits.blocks(), "blocks");
    blocks(body);
    new CascadeCheck(topology, body).run();

    Problems tasks = new Problems();
    tasks.count("topology.tasks", topology.tasks().size(), limits.tasks(), "Add a task");
    tasks(tasks);
    new RelationCheck(topology.tasks(), tasks).run();
    new ChainCheck(topology, tasks).run();
    new PositionCheck(topology, limits, tasks).run();
    new PairwiseCheck(topology, tasks).run();
    new ExitCheck(topology, tasks).run();
    new ScoreCheck(topology, tasks).run(limits);

    // Streams are followed where the widths can be trusted, whatever the tasks' own settings are.
    if (body.isEmpty() && !topology.tasksWithTower().isEmpty()) {
      new FlowCheck(topology, limits, body).run();
    }
    Problems all = body.and(tasks);
    if (all.isEmpty()) {
      new SelfAuxiliaryCheck(topology, all).run();
      size(all);
    }
    return all.toList();
  }

  private void features(Problems problems) {
    FeatureCheck check = new FeatureCheck(limits, problems);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < topology.inputs().size(); i++) {
      Feature feature = topology.inputs().get(i);
      String path = "topology.inputs[" + i + "]";
      problems.name(path + ".name", feature.name());
      problems.once(path + ".name", feature.name(), seen);
      if (feature instanceof Multivalent several && several.weights() != null) {
        problems.once(path + ".weights", several.weights(), seen);
      } else if (feature instanceof Sequence sequence) {
        sequence.columns().forEach(column -> problems.once(path + ".valid", column, seen));
      }
      check.feature(path, feature);
    }
    new SharingCheck(topology.inputs(), problems).run();
  }

  private void blocks(Problems problems) {
    PositionedCheck positioned = new PositionedCheck(topology.inputs(), limits, problems);
    LayersCheck layers = new LayersCheck(positioned, limits, problems);
    for (int i = 0; i < topology.shared().size(); i++) {
      Block block = topology.shared().get(i);
      layers.block(topology.path(i), block);
    }
    positioned.features();
  }

  private void tasks(Problems problems) {
    TaskCheck check = new TaskCheck(topology.inputs(), limits, problems);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < topology.tasks().size(); i++) {
      Task task = topology.tasks().get(i);
      String path = "topology.tasks[" + i + "]";
      problems.name(path + ".name", task.name());
      problems.once(path + ".name", task.name(), seen);
      check.task(path, task);
    }
  }

  private void size(Problems problems) {
    TopologySize size = TopologySize.of(topology);
    if (size.parameters() > limits.parameters()) {
      problems.add(
          "topology",
          size.parameters() == Long.MAX_VALUE
              ? "2^63 parameters or more"
              : size.parameters() + " parameters",
          "at most " + limits.parameters(),
          "Make tables or layers smaller, or raise Limits.parameters");
    }
    if (size.arrays() > limits.arrays()) {
      problems.add(
          "topology",
          size.arrays() + " parameter arrays",
          "at most " + limits.arrays(),
          "Use fewer experts, sub-networks or layers, or raise Limits.arrays");
    }
  }
}
