package dev.espalier.graph.internal;

import dev.espalier.dsl.Aitm;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.plan.InputSlots;
import dev.espalier.dsl.plan.NetworksStep;
import dev.espalier.dsl.plan.Parameter;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.dsl.plan.Step;
import dev.espalier.dsl.plan.TowerGroup;
import dev.espalier.dsl.plan.TransferStep;
import dev.espalier.graph.Lowering;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
   */
  public record Settings(
      int batchSize, boolean weighted, boolean surgery, long seed, Lowering lowering) {}

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
   */
  public record Feeds(
      @Nullable Placeholder<TFloat32> numbers,
      @Nullable Placeholder<TInt32> ids,
      @Nullable Placeholder<TFloat32> labels,
      @Nullable Placeholder<TFloat32> weights) {}

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
  private final Map<String, Operand<TFloat32>> gates;

  /** Writes the graph of this plan. */
  public TrainingGraph(Plan plan, Settings settings) {
    this.plan = plan;
    this.batchSize = settings.batchSize();
    this.variables = new Variables(tf, settings.seed());
    this.weights = new TrainableWeights(tf, variables);
    try {
      Operand<? extends TType> counter = variables.createCounter("training/step");
      Operand<TInt64> step = tf.readVariableOp(counter, TInt64.class);
      this.feeds = feeds("", settings.batchSize(), settings.weighted(), true);
      this.objective = train(settings, counter, step);
      this.evaluationFeeds = feeds("evaluation_", -1, false, false);
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

  /** Gates [batch, gates, streams] of each mixture in evaluation, by its path in the topology. */
  public Map<String, Operand<TFloat32>> gates() {
    return gates;
  }

  /** The current value of each parameter of the plan, by name. */
  public Map<String, Operand<TFloat32>> parameters() {
    return variables.parts(plan.parameters().stream().map(Parameter::name).toList());
  }

  private Feeds feeds(String prefix, int batch, boolean weighted, boolean labelled) {
    InputSlots slots = InputSlots.of(plan.topology());
    int numbers = slots.numberCount();
    int ids = labelled ? slots.trainingIdCount() : slots.idCount();
    int labels = plan.topology().tasks().stream().mapToInt(task -> task.labels().size()).sum();
    return new Feeds(
        numbers == 0 ? null : placeholder(prefix + "numbers", TFloat32.class, batch, numbers),
        ids == 0 ? null : placeholder(prefix + "ids", TInt32.class, batch, ids),
        labelled ? placeholder(prefix + "labels", TFloat32.class, labels, batch) : null,
        weighted ? placeholder(prefix + "weights", TFloat32.class, labels, batch) : null);
  }

  private <T extends TType> Placeholder<T> placeholder(
      String name, Class<T> type, long rows, long columns) {
    return tf.withName(name).placeholder(type, Placeholder.shape(Shape.of(rows, columns)));
  }

  private EncodedInputs inputs(Feeds from) {
    Operand<TInt32> ids = fixed(from.ids());
    return new FedInputs(tf, plan.topology()).of(fixed(from.numbers()), ids);
  }

  /**
   * What is fed, with its shape made certain. TensorFlow does not take a placeholder's word for the
   * shape of what is fed to it; behind this op it knows the shape of every tensor of a step, and
   * computes all that gradients ask about shapes once, before the first step.
   */
  private <T extends TType> @Nullable Operand<T> fixed(@Nullable Operand<T> fed) {
    return fed == null || fed.shape().hasUnknownDimension()
        ? fed
        : tf.ensureShape(fed, fed.shape());
  }

  private BodyLowering lowering(Lowering lowering, Normalizations normalizations, Phase phase) {
    return new BodyLowering(tf, plan, lowering, weights, normalizations, phase, batchSize);
  }

  private Normalizations normalizations() {
    return new Normalizations(
        tf,
        weights,
        bank -> weights.of(bank).stream().<Operand<? extends TType>>map(Weight::handle).toList());
  }

  private Objective train(
      Settings settings, Operand<? extends TType> counter, Operand<TInt64> step) {
    Phase phase = Phase.training(settings.seed(), step);
    Normalizations normalizations = normalizations();
    BodyLowering lowering = lowering(settings.lowering(), normalizations, phase);
    EncodedInputs inputs = inputs(feeds);
    Streams body = lowering.body(new InputLowering(tf, weights).features(plan, inputs));
    PositionLowering positions =
        new PositionLowering(tf, weights, lowering.networks(), phase, batchSize);
    positions.towers(plan, inputs.positions());
    boolean shared = plan.body().get(0).isShared();
    if (settings.surgery() && !shared) {
      // Towers read each task's stream by itself, so that its gradient can be asked for.
      body = Streams.list(tf, body.width(), apart(body.list()));
    }
    List<Task> tasks = plan.topology().tasks();
    Operand<TInt32> groups = inputs.group();
    LossLowering losses =
        new LossLowering(
            tf,
            tasks,
            Objects.requireNonNull(fixed(feeds.labels())),
            fixed(feeds.weights()),
            groups);
    List<Task> learned = plan.topology().tasksWithLoss();
    ProductLowering products = new ProductLowering(tf, plan.topology());
    List<Aitm> chains = ChainPenalty.chains(plan.topology());
    Map<Task, Operand<TFloat32>> byTask = new LinkedHashMap<>();
    Map<Task, Operand<TFloat32>> chained = new HashMap<>();
    Map<Task, Operand<TFloat32>> factors = new LinkedHashMap<>();
    for (TowerGroup group : plan.towers()) {
      Streams in = BodyLowering.towerInputs(tf, plan, group, body);
      Streams predicted = lowering.logits(group, in, settings.lowering());
      Streams logits = positions.added(group.tasks(), predicted);
      if (!chains.isEmpty()) {
        group.tasks().forEach(t -> chained.put(t, predicted.list().get(group.tasks().indexOf(t))));
      }
      if (!products.products().isEmpty()) {
        group.tasks().forEach(t -> factors.put(t, logits.list().get(group.tasks().indexOf(t))));
      }
      List<Task> own = group.tasks().stream().filter(learned::contains).toList();
      if (own.equals(group.tasks())) {
        add(own, losses.losses(own, logits, gaps(group), Task::weight), byTask);
      } else if (!own.isEmpty()) {
        Streams some = Streams.list(tf, logits.width(), own.stream().map(factors::get).toList());
        add(own, losses.losses(own, some, gaps(group), Task::weight), byTask);
      }
    }
    if (!products.products().isEmpty()) {
      Streams logits = products.logits(factors);
      add(
          products.products(),
          losses.losses(products.products(), logits, null, Task::weight),
          byTask);
    }
    for (TowerGroup group : plan.auxiliaries()) {
      Streams in = BodyLowering.towerInputs(tf, plan, group, body);
      Streams logits =
          positions.added(group.tasks(), lowering.logits(group, in, settings.lowering()));
      add(
          group.tasks(),
          losses.losses(group.tasks(), logits, gaps(group), TrainingGraph::small),
          byTask);
    }
    List<Operand<TFloat32>> boundary = new ArrayList<>();
    if (!products.products().isEmpty()) {
      // The loss of a product reaches the towers and streams of its parts: no tensor is its own.
    } else if (shared) {
      boundary.addAll(Collections.nCopies(tasks.size(), body.flat()));
    } else if (settings.surgery()) {
      boundary.addAll(body.list());
    }
    List<Operand<TFloat32>> penalties = new ArrayList<>(lowering.penalties());
    for (Aitm chain : chains) {
      penalties.add(ChainPenalty.of(tf, chain, plan.topology(), chained));
    }
    return new Objective(
        graph,
        tf,
        variables,
        settings.seed(),
        counter,
        step,
        learned.stream().map(Task::name).toList(),
        learned.stream().map(task -> Objects.requireNonNull(byTask.get(task))).toList(),
        boundary,
        penalty(penalties),
        weights.weights().stream().filter(Weight::trained).toList(),
        List.copyOf(normalizations.updates()));
  }

  /** Where a stream of one task is computed from that of another, none of these is. */
  private List<Operand<TFloat32>> apart(List<Operand<TFloat32>> streams) {
    int last = plan.steps().size() - 1;
    return last >= 0 && plan.steps().get(last) instanceof TransferStep
        ? streams.stream().<Operand<TFloat32>>map(tf::identity).toList()
        : streams;
  }

  private @Nullable Operand<TFloat32> gaps(TowerGroup group) {
    return group.gaps() == null ? null : weights.stacked(group.gaps());
  }

  /** Factor of the loss of a task's small tower. */
  private static double small(Task task) {
    return task.weight() * Objects.requireNonNull(task.selfAuxiliary()).gamma();
  }

  /** Adds to the loss of each task. */
  private void add(
      List<Task> tasks, List<Operand<TFloat32>> losses, Map<Task, Operand<TFloat32>> byTask) {
    for (int i = 0; i < tasks.size(); i++) {
      byTask.merge(tasks.get(i), losses.get(i), (a, b) -> tf.math.add(a, b));
    }
  }

  private @Nullable Operand<TFloat32> penalty(List<Operand<TFloat32>> others) {
    List<Operand<TFloat32>> parts = new ArrayList<>(others);
    for (Step step : plan.steps()) {
      if (step instanceof NetworksStep side && side.tie() > 0 && side.networks().count() > 1) {
        parts.add(TiePenalty.of(tf, weights, side));
      }
    }
    for (Weight weight : weights.weights()) {
      if (weight.l2() > 0) {
        parts.add(tf.math.mul(tf.nn.l2Loss(weight.leaf()), tf.constant(2 * weight.l2())));
      }
    }
    return parts.isEmpty() ? null : parts.size() == 1 ? parts.get(0) : tf.math.addN(parts);
  }

  private Map<String, Operand<TFloat32>> evaluate(Lowering choice) {
    BodyLowering lowering = lowering(choice, normalizations(), Phase.evaluation());
    Streams body =
        lowering.body(new InputLowering(tf, weights).features(plan, inputs(evaluationFeeds)));
    Map<Task, Operand<TFloat32>> byTask = new LinkedHashMap<>();
    for (TowerGroup group : plan.towers()) {
      Streams outputs =
          lowering.logits(group, BodyLowering.towerInputs(tf, plan, group, body), choice);
      Streams logits = Links.classes(tf, weights, group, outputs);
      for (int i = 0; i < group.tasks().size(); i++) {
        Task task = group.tasks().get(i);
        byTask.put(task, Links.apply(tf, task.target(), logits.list().get(i)));
      }
    }
    new ProductLowering(tf, plan.topology()).multiply(byTask);
    for (Task task : plan.topology().tasks()) {
      predictions.add(Objects.requireNonNull(byTask.get(task)));
    }
    ScoreLowering scores = new ScoreLowering(tf, plan.topology());
    plan.topology().scores().forEach(score -> predictions.add(scores.of(score, byTask)));
    return lowering.gates();
  }

  @Override
  public void close() {
    OwnGradients.forget(graph);
    graph.close();
  }
}
