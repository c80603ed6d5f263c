package dev.espalier.dsl.print;

import dev.espalier.dsl.Block;
import dev.espalier.dsl.Categorical;
import dev.espalier.dsl.Exit;
import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Granularity;
import dev.espalier.dsl.HierarchicalExperts;
import dev.espalier.dsl.Image;
import dev.espalier.dsl.Multivalent;
import dev.espalier.dsl.PositionBias;
import dev.espalier.dsl.Positioned;
import dev.espalier.dsl.Score;
import dev.espalier.dsl.SelfAuxiliary;
import dev.espalier.dsl.Sequence;
import dev.espalier.dsl.SparseMoe;
import dev.espalier.dsl.Stream;
import dev.espalier.dsl.StreamFlow;
import dev.espalier.dsl.Target;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.dsl.plan.Step;
import dev.espalier.dsl.plan.TransferStep;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What both diagrams draw: the inputs, the blocks and the tasks as nodes, the streams as edges. The
 * features that gates read beside their streams are dashed edges.
 */
record Drawing(String title, List<Node> nodes, List<Edge> edges) {

  /** A node; its identifier is a letter, letters and digits. */
  record Node(String id, Kind kind, List<String> lines) {}

  /** What a node is, and so its form. */
  enum Kind {
    INPUTS,
    BLOCK,
    TASK
  }

  /** An edge between two nodes. */
  record Edge(String from, String to, String label, boolean dashed) {}

  static Drawing of(Plan plan) {
    List<Node> nodes = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    nodes.add(new Node("inputs", Kind.INPUTS, inputs(plan.topology().inputs())));
    String from = "inputs";
    for (int i = 0; i < plan.steps().size(); i++) {
      Step step = plan.steps().get(i);
      String id = "shared" + i;
      nodes.add(new Node(id, Kind.BLOCK, block(step)));
      edges.add(new Edge(from, id, StreamFlow.describe(step.in()), false));
      if (step.readsFeatures()) {
        edges.add(new Edge("inputs", id, "gates read the features", true));
      }
      from = id;
    }
    for (int i = 0; i < plan.topology().tasks().size(); i++) {
      Task task = plan.topology().tasks().get(i);
      nodes.add(new Node("task" + i, Kind.TASK, List.of(task.name(), tower(task))));
      if (task.target() instanceof Target.Product product) {
        List<String> names = plan.topology().taskNames();
        for (String part : List.of(product.of(), product.given())) {
          edges.add(new Edge("task" + names.indexOf(part), "task" + i, "probability", false));
        }
      } else {
        List<Stream> read = Names.readBy(task, plan.body());
        edges.add(new Edge(from, "task" + i, StreamFlow.describe(read), false));
      }
    }
    scores(plan.topology(), nodes, edges);
    return new Drawing(plan.topology().name(), nodes, edges);
  }

  private static void scores(Topology topology, List<Node> nodes, List<Edge> edges) {
    for (int i = 0; i < topology.scores().size(); i++) {
      Score score = topology.scores().get(i);
      String kind = score.formula() instanceof Score.WeightedSum ? "weighted sum" : "power product";
      nodes.add(new Node("score" + i, Kind.TASK, List.of(score.name(), kind)));
      for (Score.Term term : score.formula().terms()) {
        String from = "task" + topology.taskNames().indexOf(term.task());
        edges.add(new Edge(from, "score" + i, Names.amount(term.amount()), false));
      }
    }
  }

  private static List<String> inputs(List<Feature> features) {
    List<String> lines = new ArrayList<>();
    List<Feature> numbers =
        features.stream()
            .filter(feature -> feature.numeric() != null && !(feature instanceof Positioned))
            .toList();
    List<Feature> categories = features.stream().filter(Categorical.class::isInstance).toList();
    if (!numbers.isEmpty()) {
      lines.add("numeric: " + Names.few(numbers, Feature::name));
    }
    if (!categories.isEmpty()) {
      lines.add("categorical: " + Names.few(categories, Feature::name));
    }
    List<Feature> lists = features.stream().filter(Multivalent.class::isInstance).toList();
    if (!lists.isEmpty()) {
      lines.add("multivalent: " + Names.few(lists, Feature::name));
    }
    List<Feature> sequences = features.stream().filter(Sequence.class::isInstance).toList();
    if (!sequences.isEmpty()) {
      lines.add("sequences: " + Names.few(sequences, Feature::name));
    }
    List<Feature> images = features.stream().filter(Image.class::isInstance).toList();
    if (!images.isEmpty()) {
      lines.add("images: " + Names.few(images, Feature::name));
    }
    return lines;
  }

  private static List<String> block(Step step) {
    List<String> lines = new ArrayList<>(List.of(step.block().verb()));
    if (step.block() instanceof HierarchicalExperts hierarchy) {
      lines.add(hierarchy.count() + " of " + Names.few(hierarchy.body(), Block::verb));
    }
    if (step.block() instanceof SparseMoe few) {
      String router = few.router().verb() + " " + few.router().k();
      lines.add(router + " of " + few.experts() + " experts" + granularity(few.granularity()));
    }
    if (step instanceof TransferStep transfer) {
      lines.add(
          transfer.in().get(transfer.from()).task()
              + " to "
              + transfer.out().get(transfer.to()).task());
    }
    if (step.block() instanceof Exit exit) {
      lines.add(leaving(exit));
    }
    lines.add(size(step));
    return lines;
  }

  private static String granularity(Granularity granularity) {
    if (granularity instanceof Granularity.PerPosition each) {
      return ", each position of " + each.feature();
    }
    return granularity instanceof Granularity.PerTask ? ", each task" : "";
  }

  private static String leaving(Exit exit) {
    String own =
        exit.thresholds().stream()
            .map(of -> ", " + of.task() + " above " + Names.amount(of.threshold()))
            .collect(Collectors.joining());
    boolean nobody = own.isEmpty() && exit.threshold() >= Exit.NOBODY;
    String who = nobody ? "nobody leaves" : "leave above " + Names.amount(exit.threshold()) + own;
    return exit.tower().units().isEmpty() ? who : "towers " + exit.tower().units() + ", " + who;
  }

  private static String size(Step step) {
    long parameters =
        step.banks().stream().mapToLong(bank -> bank.members().get(0).size() * bank.size()).sum();
    return Names.number(parameters) + " parameters";
  }

  private static String tower(Task task) {
    String kind = Names.kind(task.target());
    String tower = task.tower().units().isEmpty() ? "" : ", tower " + task.tower().units();
    SelfAuxiliary auxiliary = task.selfAuxiliary();
    String small = auxiliary == null ? "" : ", small tower " + auxiliary.tower().units();
    PositionBias bias = task.positionBias();
    String position = bias == null ? "" : ", position tower " + bias.tower().units();
    return kind + tower + small + position;
  }
}
