package dev.espalier.dsl.plan;

import dev.espalier.dsl.Activation;
import dev.espalier.dsl.Block;
import dev.espalier.dsl.Categorical;
import dev.espalier.dsl.Categorical.Embedding;
import dev.espalier.dsl.Dense;
import dev.espalier.dsl.Experts;
import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Gate;
import dev.espalier.dsl.Layers;
import dev.espalier.dsl.Mmoe;
import dev.espalier.dsl.Omoe;
import dev.espalier.dsl.SharedBottom;
import dev.espalier.dsl.Snr;
import dev.espalier.dsl.Stream;
import dev.espalier.dsl.StreamFlow;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.Parameter.Role;
import java.util.ArrayList;
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
    List<Step> steps = new ArrayList<>();
    List<Stream> streams = List.of(Stream.shared(inputWidth));
    for (int i = 0; i < topology.shared().size(); i++) {
      Step step = step(i, streams);
      steps.add(step);
      streams = step.out();
    }
    return new Plan(topology, inputWidth, tables(), steps, streams, towers(streams));
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

  private Step step(int index, List<Stream> in) {
    Block block = topology.shared().get(index);
    Place place =
        new Place(
            topology.path(index),
            "shared" + index + "/" + block.verb(),
            in,
            StreamFlow.after(block, in, tasks));
    if (block instanceof Dense dense) {
      return networks(place, block, dense.layers());
    } else if (block instanceof SharedBottom bottom) {
      return networks(place, block, bottom.layers());
    } else if (block instanceof Experts experts) {
      return networks(place, block, experts.layers());
    } else if (block instanceof Omoe omoe) {
      return mixture(place, block, omoe.gate(), everyone(place.name()));
    } else if (block instanceof Mmoe mmoe) {
      return mixture(place, block, mmoe.gate(), each(tasks, place.name()));
    } else {
      return snr(place, (Snr) block);
    }
  }

  private Step networks(Place place, Block block, Layers layers) {
    List<Stream> out = place.out();
    NetworkPlanner planner =
        new NetworkPlanner(
            out.size(),
            i -> place.name() + "/" + (out.get(i).isShared() ? i + "" : out.get(i).task()),
            i -> owner(out.get(i)));
    Networks networks = planner.networks(place.in().get(0).width(), layers);
    return new Step.NetworksStep(place.path(), block, place.in(), out, networks);
  }

  private Step mixture(Place place, Block block, Gate gate, NetworkPlanner planner) {
    int streams = place.in().size();
    Bank kernel =
        planner.bank(
            "gate/kernel",
            List.of(inputWidth, streams),
            Role.KERNEL,
            Initializer.glorot(inputWidth, streams),
            0f);
    Bank bias =
        gate.bias() == Gate.Bias.NONE ? null : planner.vector("gate/bias", streams, Role.BIAS, 0f);
    return new Step.MixtureStep(
        place.path(), block, place.in(), place.out(), inputWidth, kernel, bias);
  }

  private Step snr(Place place, Snr snr) {
    int outputs = snr.subNetworks();
    int inputs = place.in().size();
    int width = place.in().get(0).width();
    Bank logAlpha =
        everyone(place.name())
            .bank(
                "logAlpha",
                List.of(outputs, inputs),
                Role.LOG_ALPHA,
                new Initializer.Constant(snr.codes().initialLogAlpha()),
                0f);
    Bank trans = snr.kind() == Snr.Kind.AVER ? null : connections(place, snr, width);
    Networks networks =
        new NetworkPlanner(outputs, i -> place.name() + "/" + i, i -> everyone)
            .networks(width, snr.layers());
    return new Step.SnrStep(place.path(), snr, place.in(), place.out(), logAlpha, trans, networks);
  }

  private Bank connections(Place place, Snr snr, int width) {
    int inputs = place.in().size();
    return new NetworkPlanner(
            snr.subNetworks() * inputs,
            i -> place.name() + "/" + i / inputs + "/trans" + i % inputs,
            i -> everyone)
        .bank(
            "kernel",
            List.of(width, width),
            Role.KERNEL,
            Initializer.glorot(width, width),
            snr.layers().l2());
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

  private NetworkPlanner everyone(String name) {
    return new NetworkPlanner(1, i -> name, i -> everyone);
  }

  private static NetworkPlanner each(List<String> tasks, String name) {
    return new NetworkPlanner(
        tasks.size(), i -> name + "/" + tasks.get(i), i -> new Owner.OfTask(tasks.get(i)));
  }

  private Owner owner(Stream stream) {
    String task = stream.task();
    return task == null ? everyone : new Owner.OfTask(task);
  }

  /** Where a step is: its path in the topology, its name in checkpoints, and its streams. */
  private record Place(String path, String name, List<Stream> in, List<Stream> out) {}
}
