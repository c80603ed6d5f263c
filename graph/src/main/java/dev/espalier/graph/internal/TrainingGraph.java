package dev.espalier.graph.internal;

import dev.espalier.dsl.Task;
import dev.espalier.dsl.plan.InputSlots;
import dev.espalier.dsl.plan.Parameter;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.graph.Lowering;
import dev.espalier.graph.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/**
 * The graph a model is trained in: variables, a forward pass for training with one loss per task,
 * and a forward pass for evaluation on the same variables. Owns the native graph.
 */
public final class TrainingGraph implements AutoCloseable {
  static {
    NativeMemory.unlimited();
  }

  /**
   * How a plan is written as a training graph.
   *
   * @param batchSize examples per step
   * @param weighted whether examples have weights or missing labels
   * @param surgery whether gradients of the tasks are needed one by one
   * @param seed keys all randomness
   * @param lowering how networks side by side are written
   * @param microBatches how many batches a step has; default 1
   * @param precision in what numbers training multiplies matrices; default float32
   */
  public record Settings(
      int batchSize,
      boolean weighted,
      boolean surgery,
      long seed,
      Lowering lowering,
      int microBatches,
      Precision precision) {

    /** Settings of steps of one batch. */
    public Settings(
        int batchSize, boolean weighted, boolean surgery, long seed, Lowering lowering) {
      this(batchSize, weighted, surgery, seed, lowering, 1, Precision.float32());
    }

    /** The same for steps of so many batches. */
    public Settings microBatches(int count) {
      return new Settings(batchSize, weighted, surgery, seed, lowering, count, precision);
    }

    /** The same with products in this precision. */
    public Settings in(Precision precision) {
      return new Settings(batchSize, weighted, surgery, seed, lowering, microBatches, precision);
    }
  }

  /**
   * Where the examples of a step or of an evaluation go in.
   *
   * @param numbers standardised numbers [batch, n] as {@link InputSlots} says, or null if the
   *     topology has none
   * @param ids row numbers [batch, m] as it says, or null if the topology has none
   * @param labels [label columns, batch], task by task, finite also where they are missing; null in
   *     evaluation
   * @param weights [label columns, batch], 0 where a label is missing; null where all are 1, and in
   *     evaluation
   * @param part number of the micro-batch, a scalar; null where a step has one batch, and in
   *     evaluation
   */
  public record Feeds(
      @Nullable Placeholder<TFloat32> numbers,
      @Nullable Placeholder<TInt32> ids,
      @Nullable Placeholder<TFloat32> labels,
      @Nullable Placeholder<TFloat32> weights,
      @Nullable Placeholder<TInt64> part) {}

  private final Plan plan;
  private final int batchSize;
  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final Variables variables;
  private final TrainableWeights weights;
  private final Feeds feeds;
  private final Feeds evaluationFeeds;
  private final Objective objective;
  private final List<Operand<TFloat32>> predictions = new ArrayList<>();
  private final List<Map<Task, Operand<TFloat32>>> depths = new ArrayList<>();
  private final Map<String, Operand<TFloat32>> gates;
  private final @Nullable Operand<TFloat32> tallies;
  private final List<Operand<TFloat32>> picks = new ArrayList<>();

  /** Writes the graph of this plan. */
  public TrainingGraph(Plan plan, Settings settings) {
    this.plan = plan;
    this.batchSize = settings.batchSize();
    this.variables = new Variables(tf, settings.seed());
    this.weights = new TrainableWeights(tf, variables);
    try {
      Operand<? extends TType> counter = variables.createCounter("training/step");
      Operand<TInt64> step = tf.readVariableOp(counter, TInt64.class);
      this.feeds =
          feeds("", settings.batchSize(), settings.weighted(), true, settings.microBatches() > 1);
      ObjectiveLowering objectives = new ObjectiveLowering(tf, plan, variables, weights, settings);
      this.objective = objectives.of(feeds, counter, step);
      this.tallies = objectives.tallies();
      this.evaluationFeeds = feeds("evaluation_", -1, false, false, false);
      this.gates = evaluate(settings.lowering());
    } catch (RuntimeException | Error e) {
      graph.close();
      throw e;
    }
  }

  /** Examples per step. */
  public int batchSize() {
    return batchSize;
  }

  /** What there is to minimise. */
  public Objective objective() {
    return objective;
  }

  /** The variables; an optimiser adds its own before {@link Variables#save} is written. */
  public Variables variables() {
    return variables;
  }

  /** The native graph. */
  public Graph graph() {
    return graph;
  }

  /** Builds ops of the graph. */
  public Ops tf() {
    return tf;
  }

  /** Where the examples of a step go in. */
  public Feeds feeds() {
    return feeds;
  }

  /** Where the examples of an evaluation go in; any number of them. */
  public Feeds evaluationFeeds() {
    return evaluationFeeds;
  }

  /**
   * Probabilities or values [batch, target width] of each task, then the scores [batch, 1], in the
   * topology's order.
   */
  public List<Operand<TFloat32>> predictions() {
    return List.copyOf(predictions);
  }

  /**
   * What {@link #predictions} would be of each task if all examples left at an exit, [batch, target
   * width], in the topology's order: exit by exit, the tasks' own towers last.
   */
  public List<List<Operand<TFloat32>>> depths() {
    return depths.stream()
        .map(
            answers ->
                plan.topology().tasks().stream()
                    .<Operand<TFloat32>>map(task -> Objects.requireNonNull(answers.get(task)))
                    .toList())
        .toList();
  }

  /** Gates [batch, gates, streams] of each mixture in evaluation, by its path in the topology. */
  public Map<String, Operand<TFloat32>> gates() {
    return gates;
  }

  /**
   * What a step tells of the blocks that have a router, one after the other in the order of {@link
   * RoutingTally#steps}; null where there is none.
   */
  public @Nullable Operand<TFloat32> tallies() {
    return tallies;
  }

  /**
   * In evaluation 1 for each expert that a gate picks for an example before any is full, [batch,
   * gates, experts]: of each block that has a router, in the same order.
   */
  public List<Operand<TFloat32>> picks() {
    return List.copyOf(picks);
  }

  /** The current value of each parameter of the plan, by name. */
  public Map<String, Operand<TFloat32>> parameters() {
    return variables.parts(plan.parameters().stream().map(Parameter::name).toList());
  }

  private Feeds feeds(String prefix, int batch, boolean weighted, boolean labelled, boolean parts) {
    InputSlots slots = InputSlots.of(plan.topology());
    int numbers = slots.numberCount();
    int ids = labelled ? slots.trainingIdCount() : slots.idCount();
    int labels = plan.topology().tasks().stream().mapToInt(task -> task.labels().size()).sum();
    return new Feeds(
        numbers == 0 ? null : placeholder(prefix + "numbers", TFloat32.class, batch, numbers),
        ids == 0 ? null : placeholder(prefix + "ids", TInt32.class, batch, ids),
        labelled ? placeholder(prefix + "labels", TFloat32.class, labels, batch) : null,
        weighted ? placeholder(prefix + "weights", TFloat32.class, labels, batch) : null,
        parts
            ? tf.withName("part").placeholder(TInt64.class, Placeholder.shape(Shape.scalar()))
            : null);
  }

  private <T extends TType> Placeholder<T> placeholder(
      String name, Class<T> type, long rows, long columns) {
    return tf.withName(name).placeholder(type, Placeholder.shape(Shape.of(rows, columns)));
  }

  private Map<String, Operand<TFloat32>> evaluate(Lowering choice) {
    BodyLowering lowering =
        new BodyLowering(
            tf,
            plan,
            choice,
            weights,
            Normalizations.training(tf, weights),
            Phase.evaluation(),
            batchSize);
    EncodedInputs inputs = new FedInputs(tf, plan.topology()).of(evaluationFeeds);
    Streams body =
        lowering.body(new InputLowering(tf, weights, lowering.networks()).features(plan, inputs));
    EvaluationTowers towers = new EvaluationTowers(tf, plan, weights, lowering, choice);
    Map<Task, Operand<TFloat32>> last = towers.answers(plan.towers(), plan.body(), body);
    depths.addAll(towers.atExits());
    depths.add(last);
    Map<Task, Operand<TFloat32>> byTask = towers.left(depths);
    for (Task task : plan.topology().tasks()) {
      predictions.add(Objects.requireNonNull(byTask.get(task)));
    }
    ScoreLowering scores = new ScoreLowering(tf, plan.topology());
    plan.topology().scores().forEach(score -> predictions.add(scores.of(score, byTask)));
    picks.addAll(Routed.ofAll(plan, lowering.routed().picks()));
    return lowering.gates();
  }

  @Override
  public void close() {
    OwnGradients.forget(graph);
    graph.close();
  }
}
