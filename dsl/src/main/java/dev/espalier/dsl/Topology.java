package dev.espalier.dsl;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A multi-task model described once: its inputs, the blocks that the tasks share, and the tasks.
 *
 * <p>A topology made by {@link #builder} or read from JSON is valid; one made by the constructor is
 * checked when it is planned.
 *
 * @param name letters, digits, {@code _ . -}
 * @param inputs the features; their concatenation is the one stream that enters the shared body
 * @param shared blocks from the inputs to the tasks; where they end in shared streams, every task
 *     reads the concatenation
 * @param tasks at least one
 * @param scores what is served beside the tasks, made of their predictions; may be empty
 */
public record Topology(
    String name, List<Feature> inputs, List<Block> shared, List<Task> tasks, List<Score> scores) {

  /** Copies the lists. */
  public Topology {
    inputs = List.copyOf(inputs);
    shared = List.copyOf(shared);
    tasks = List.copyOf(tasks);
    scores = List.copyOf(scores);
  }

  /** A topology without scores. */
  public Topology(String name, List<Feature> inputs, List<Block> shared, List<Task> tasks) {
    this(name, inputs, shared, tasks, List.of());
  }

  /** Starts a topology of this name. */
  public static TopologyBuilder builder(String name) {
    return new TopologyBuilder(name);
  }

  /** What is wrong with this topology within these limits; empty when it is valid. */
  public List<Problem> problems(Limits limits) {
    return new TopologyCheck(this, limits).problems();
  }

  /** Place of a block of the shared body, such as {@code topology.shared[1].snr}. */
  public String path(int block) {
    return "topology.shared[" + block + "]." + shared.get(block).verb();
  }

  /** The blocks in the order in which an example passes them, those of a cascade in its place. */
  public List<PlacedBlock> blocks() {
    List<PlacedBlock> blocks = new ArrayList<>();
    for (int i = 0; i < shared.size(); i++) {
      Block block = shared.get(i);
      String name = "shared" + i + "/" + block.verb();
      if (block instanceof Cascade cascade) {
        for (int j = 0; j < cascade.body().size(); j++) {
          Block inner = cascade.body().get(j);
          String inside = name + "/body" + j + "/" + inner.verb();
          blocks.add(new PlacedBlock(cascade.path(path(i), j), inside, inner));
        }
      } else {
        blocks.add(new PlacedBlock(path(i), name, block));
      }
    }
    return blocks;
  }

  /** The exits of its cascade, first to last; empty where it has none. */
  public List<Exit> exits() {
    return blocks().stream()
        .filter(placed -> placed.block() instanceof Exit)
        .map(placed -> (Exit) placed.block())
        .toList();
  }

  /** The same topology with each exit changed, such as {@code exit -> exit.threshold(0.9f)}. */
  public Topology exits(UnaryOperator<Exit> change) {
    UnaryOperator<Block> inside = b -> b instanceof Exit exit ? change.apply(exit) : b;
    List<Block> blocks =
        shared.stream()
            .<Block>map(
                block ->
                    block instanceof Cascade cascade
                        ? new Cascade(cascade.body().stream().map(inside).toList())
                        : block)
            .toList();
    return new Topology(name, inputs, blocks, tasks, scores);
  }

  /**
   * The input of this name, which has several positions.
   *
   * @throws IllegalArgumentException when there is none
   */
  public Positioned positioned(String feature) {
    return inputs.stream()
        .filter(Positioned.class::isInstance)
        .map(Positioned.class::cast)
        .filter(input -> input.name().equals(feature))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("No feature with positions is named " + feature));
  }

  /**
   * The task of this name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public Task task(String task) {
    return tasks.stream()
        .filter(t -> t.name().equals(task))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "No task \""
                        + task
                        + "\" in topology \""
                        + name
                        + "\"; its tasks are "
                        + taskNames()
                        + "."));
  }

  /** The tasks with a tower: all but products. */
  public List<Task> tasksWithTower() {
    return tasks.stream().filter(task -> !(task.target() instanceof Target.Product)).toList();
  }

  /** The tasks with labels and a loss: all but those that are given in a product. */
  public List<Task> tasksWithLoss() {
    Set<String> given = new HashSet<>();
    for (Task task : tasks) {
      if (task.target() instanceof Target.Product product) {
        given.add(product.given());
      }
    }
    return tasks.stream().filter(task -> !given.contains(task.name())).toList();
  }

  /** The column of the groups inside which tasks are ranked in training, or null for none. */
  public @Nullable String group() {
    return tasks.stream()
        .filter(task -> task.loss() instanceof Loss.Pairwise)
        .map(task -> ((Loss.Pairwise) Objects.requireNonNull(task.loss())).group())
        .findFirst()
        .orElse(null);
  }

  /** Names of the tasks with a tower, each of which can have a stream. */
  public List<String> readers() {
    return tasksWithTower().stream().map(Task::name).toList();
  }

  /** Names of what is predicted: the tasks, then the scores, in order. */
  public List<String> predictedNames() {
    return Stream.concat(tasks.stream().map(Task::name), scores.stream().map(Score::name)).toList();
  }

  /** Names of the tasks, in order. */
  public List<String> taskNames() {
    return tasks.stream().map(Task::name).toList();
  }
}
