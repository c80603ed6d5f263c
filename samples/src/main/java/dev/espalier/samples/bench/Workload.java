package dev.espalier.samples.bench;

import dev.espalier.dsl.Blocks;
import dev.espalier.dsl.Features;
import dev.espalier.dsl.Gate;
import dev.espalier.dsl.Routing;
import dev.espalier.dsl.SparseMoe.Dispatch;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.Tasks;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.TopologyBuilder;
import java.util.List;

/**
 * An MMoE of fixed sizes to be timed, with affine gates, or experts of which a noisy router picks a
 * few for each example (Shazeer et al. 2017); a tower with one hidden layer per task.
 *
 * @param name W1, W1P, W2, W3, W5, W5S, W6, W6P or W7
 * @param inputs numbers per example
 * @param fields categories per example
 * @param experts number of experts
 * @param picked how experts are picked, if they are
 * @param hidden widths of an expert's layers
 * @param tower width of a tower's hidden layer
 * @param tasks number of tasks
 * @param binary how many of them, the first ones, are binary; the others are regressions
 * @param merging how task gradients are merged
 * @param batches usual batch sizes
 */
public record Workload(
    String name,
    int inputs,
    Fields fields,
    int experts,
    Picked picked,
    List<Integer> hidden,
    int tower,
    int tasks,
    int binary,
    Merging merging,
    List<Integer> batches) {

  /**
   * Categorical features of one kind.
   *
   * @param count how many there are
   * @param rows of each one's table
   * @param dimension of the embeddings
   */
  public record Fields(int count, int rows, int dimension) {
    /** No categorical features. */
    public static final Fields NONE = new Fields(0, 0, 0);
  }

  /**
   * Experts that are picked.
   *
   * @param count how many of them for each example; 0 for gates that weigh all
   * @param dispatch whether the others compute it too
   */
  public record Picked(int count, Dispatch dispatch) {
    /** A gate per task weighs all experts. */
    public static final Picked NONE = new Picked(0, Dispatch.SOFT);
  }

  /** Weight of each loss that keeps experts busy. */
  private static final float BALANCE = 1e-2f;

  private static final Workload SMALL =
      new Workload(
          "W1",
          100,
          Fields.NONE,
          8,
          Picked.NONE,
          List.of(16),
          8,
          2,
          0,
          Merging.EQUAL,
          List.of(32, 256, 2048));
  private static final Workload WIDE =
      new Workload(
          "W2",
          512,
          Fields.NONE,
          8,
          Picked.NONE,
          List.of(256, 128),
          64,
          4,
          2,
          Merging.EQUAL,
          List.of(1024));
  private static final Workload SPARSE =
      new Workload(
          "W5",
          512,
          Fields.NONE,
          16,
          new Picked(2, Dispatch.HARD),
          List.of(256, 128),
          64,
          4,
          2,
          Merging.EQUAL,
          List.of(1024));

  private static final Workload EMBEDDED =
      new Workload(
          "W6",
          13,
          new Fields(26, 100_000, 16),
          8,
          Picked.NONE,
          List.of(256, 128),
          64,
          2,
          2,
          Merging.EQUAL,
          List.of(1024));

  /**
   * The workloads: small, wide and with embeddings, without and with PCGrad; W7 is W3 for other
   * numbers of tasks. W5 has 16 experts of which two compute an example, W5S the same with all
   * computing and 14 multiplied by zero.
   */
  public static final List<Workload> ALL =
      List.of(
          SMALL,
          SMALL.named("W1P").merging(Merging.PCGRAD),
          WIDE,
          WIDE.named("W3").merging(Merging.PCGRAD),
          SPARSE,
          SPARSE.soft(),
          EMBEDDED,
          EMBEDDED.named("W6P").merging(Merging.PCGRAD),
          WIDE.named("W7").merging(Merging.PCGRAD));

  /** The same with another number of tasks; as many of them binary as before, in proportion. */
  public Workload tasks(int tasks) {
    int half = binary == 0 ? 0 : binary == this.tasks ? tasks : tasks / 2;
    return new Workload(
        name, inputs, fields, experts, picked, hidden, tower, tasks, half, merging, batches);
  }

  /** The same with another number of experts. */
  public Workload experts(int experts) {
    return new Workload(
        name, inputs, fields, experts, picked, hidden, tower, tasks, binary, merging, batches);
  }

  /** The same with another number of numbers per example. */
  public Workload inputs(int inputs) {
    return new Workload(
        name, inputs, fields, experts, picked, hidden, tower, tasks, binary, merging, batches);
  }

  /** The same with task gradients merged like this. */
  public Workload merging(Merging merging) {
    return new Workload(
        name, inputs, fields, experts, picked, hidden, tower, tasks, binary, merging, batches);
  }

  private Workload soft() {
    return new Workload(
        name + "S",
        inputs,
        fields,
        experts,
        new Picked(picked.count(), Dispatch.SOFT),
        hidden,
        tower,
        tasks,
        binary,
        merging,
        batches);
  }

  private Workload named(String name) {
    return new Workload(
        name, inputs, fields, experts, picked, hidden, tower, tasks, binary, merging, batches);
  }

  /** Name of a categorical feature: {@code c0}, {@code c1} … */
  static String field(int index) {
    return "c" + index;
  }

  /** Name of a task: {@code t0}, {@code t1} … */
  public static String task(int index) {
    return "t" + index;
  }

  /** The topology: features {@code x}, {@code c0} …, tasks {@code t0}, {@code t1} … */
  public Topology topology() {
    int[] units = hidden.stream().mapToInt(i -> i).toArray();
    TopologyBuilder builder = Topology.builder(name).inputs(Features.numeric("x", inputs).raw());
    if (picked.count() > 0) {
      builder.shared(
          Blocks.sparseMoe(experts, units)
              .router(Routing.noisyTopK(picked.count()))
              .dispatch(picked.dispatch())
              .losses(Routing.importance(BALANCE), Routing.load(BALANCE)));
    } else {
      builder.shared(Blocks.experts(experts, units), Blocks.mmoe(Gate.affine()));
    }
    for (int f = 0; f < fields.count(); f++) {
      builder.inputs(Features.categorical(field(f), fields.rows(), fields.dimension()));
    }
    for (int t = 0; t < tasks; t++) {
      Task task = t < binary ? Tasks.binary(task(t)) : Tasks.regression(task(t));
      builder.task(task.tower(tower));
    }
    return builder.build();
  }
}
