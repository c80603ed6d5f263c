package dev.espalier.training.internal;

import dev.espalier.dsl.plan.Plan;
import dev.espalier.graph.Execution;
import dev.espalier.graph.internal.SessionSettings;
import dev.espalier.graph.internal.TrainingGraph;
import dev.espalier.graph.internal.Variables;
import dev.espalier.training.GradientChain;
import dev.espalier.training.data.BatchPosition;
import dev.espalier.training.data.BatchSource;
import dev.espalier.training.data.EncodedExamples;
import dev.espalier.training.report.GateRouting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;

/**
 * A training graph with its steps in a session: takes steps, evaluates, saves and restores. Owns
 * the graph and the session; for one thread.
 */
public final class TrainingSession implements AutoCloseable {
  private final TrainingGraph graph;
  private final TrainingStep step;
  private final Placeholder<TString> prefix;
  private final Op initialize;
  private final Op save;
  private final Op restore;
  private final Map<String, Operand<TFloat32>> parameters;
  private final Session session;
  private final StepRuns steps;
  private final Evaluation evaluation;
  private final @Nullable Freezing freezing;
  private @Nullable Feed feed;

  /**
   * A session whose variables have no values until it is initialised or restored.
   *
   * @throws dev.espalier.graph.DeviceException where the device is not there
   */
  public TrainingSession(
      Plan plan, TrainingGraph.Settings settings, GradientChain chain, Execution execution) {
    this(plan, settings, 1, chain, StepExtras.none(), execution);
  }

  /** The same for steps of so many micro-batches, of which the settings give the size, and more. */
  public TrainingSession(
      Plan plan,
      TrainingGraph.Settings settings,
      int microBatches,
      GradientChain chain,
      StepExtras extras,
      Execution execution) {
    ConfigProto config = SessionSettings.of(execution);
    graph = new TrainingGraph(plan, settings.microBatches(microBatches));
    step = new StepAssembly(chain, graph.variables(), extras).step(graph.objective(), microBatches);
    freezing = extras.freezing();
    prefix = graph.tf().withName("prefix").placeholder(TString.class);
    initialize = graph.variables().initialize();
    save = graph.variables().save(prefix);
    restore = graph.variables().restore(prefix);
    parameters = graph.parameters();
    session = new Session(graph.graph(), false, config);
    steps = new StepRuns(session, step, graph.objective(), graph.tallies(), extras.spikes());
    evaluation = new Evaluation(graph, session);
  }

  /** Puts every variable at its start. */
  public void initialize() {
    session.runner().addTarget(initialize).run().close();
  }

  /** Writes every variable to a checkpoint. */
  public void save(Path checkpoint) {
    with(checkpoint, save);
  }

  /** Reads every variable from a checkpoint. */
  public void restore(Path checkpoint) {
    with(checkpoint, restore);
  }

  private void with(Path checkpoint, Op op) {
    try (TString name = TString.scalarOf(checkpoint.toString())) {
      session.runner().feed(prefix, name).addTarget(op).run().close();
    }
  }

  /** Whether a step tells of dot products of task gradients. */
  public boolean measuresConflicts() {
    return step.surgery() != null;
  }

  /** Room for what a step tells. */
  public Readings readings() {
    Operand<TFloat32> tallies = graph.tallies();
    return new Readings(
        graph.objective().tasks().size(), tallies == null ? 0 : (int) tallies.shape().size());
  }

  /** Number of ops in the graph. */
  public int operations() {
    int count = 0;
    for (var all = graph.graph().operations(); all.hasNext(); all.next()) {
      count++;
    }
    return count;
  }

  /**
   * Takes a step on the batch at a position.
   *
   * @param reader of batches, or of the micro-batches that each of them consists of
   * @param readings where what the step tells goes
   * @return what was not finite, in which case nothing changed; empty after a step
   */
  public List<String> step(BatchSource reader, BatchPosition position, Readings readings) {
    if (feed == null) {
      feed = new Feed(graph.feeds(), reader, graph.batchSize());
    }
    return steps.take(feed, reader, position, readings);
  }

  /**
   * Examples that make the step fail which failed last, by their places in the batch that was read
   * last: alone, or the fewest found that do together.
   */
  List<Integer> guilty() {
    return feed == null ? List.of() : steps.guilty(feed);
  }

  /** A batch whose tensors are filled once, to be fed again and again. Close it. */
  public static final class PreparedBatch implements AutoCloseable {
    private final Feed feed;

    private PreparedBatch(Feed feed) {
      this.feed = feed;
    }

    @Override
    public void close() {
      feed.close();
    }
  }

  /** The batch at a position, ready for steps. */
  public PreparedBatch prepare(BatchSource reader, BatchPosition position) {
    return new PreparedBatch(
        new Feed(graph.feeds(), reader, graph.batchSize()).fill(reader, position));
  }

  /** Takes a step on a prepared batch; as the other step. */
  public List<String> step(PreparedBatch batch, Readings readings) {
    return steps.take(batch.feed, readings);
  }

  /** Works out the gradients of a step on a prepared batch, and changes nothing. */
  public void gradients(PreparedBatch batch) {
    Session.Runner runner = batch.feed.feed(session.runner());
    step.gradients().forEach(runner::addTarget);
    runner.run().close();
  }

  /** Says that an epoch is over, to those who count epochs. */
  void endEpoch() {
    if (step.epochEnd() != null) {
      session.runner().addTarget(step.epochEnd()).run().close();
    }
  }

  /** Lets weights and their averages change places, where there are averages; again, back. */
  public void exchange() {
    if (step.exchange() != null) {
      session.runner().addTarget(step.exchange()).run().close();
    }
  }

  /** Freezes these tasks and no others, in a session whose tasks can freeze. */
  void freeze(List<String> tasks) {
    assign(Map.of(Freezing.STATE, Objects.requireNonNull(freezing).without(tasks)));
  }

  /** Gives parameters of the plan other values, row by row, by their names. */
  public void assign(Map<String, float[]> values) {
    Variables.Assignment assignment = graph.variables().assignment(List.copyOf(values.keySet()));
    List<TFloat32> tensors = new ArrayList<>();
    try {
      Session.Runner runner = session.runner().addTarget(assignment.assign());
      assignment
          .values()
          .forEach(
              (name, into) -> {
                TFloat32 tensor =
                    TFloat32.tensorOf(
                        into.shape(), DataBuffers.of(Objects.requireNonNull(values.get(name))));
                tensors.add(tensor);
                runner.feed(into, tensor);
              });
      runner.run().close();
    } finally {
      tensors.forEach(TFloat32::close);
    }
  }

  /** Predictions of each task in the topology's order, [rows * target width]. */
  public List<float[]> predict(EncodedExamples examples) {
    return evaluation.predict(examples);
  }

  /** What all examples would be answered if they left at each exit, the last one last, by task. */
  public List<List<float[]>> depths(EncodedExamples examples) {
    return evaluation.depths(examples);
  }

  /** Gates of each mixture averaged over these examples, [gates][streams], by path. */
  public Map<String, float[][]> gates(EncodedExamples examples) {
    return evaluation.gates(examples, examples.rows());
  }

  /** The same, averaged over the first examples only: as many as one batch of an evaluation has. */
  Map<String, float[][]> firstGates(EncodedExamples examples) {
    return evaluation.gates(examples, Math.min(Evaluation.BATCH, examples.rows()));
  }

  /** Which experts routers pick for these examples, block by block. */
  List<PickedExperts> picks(EncodedExamples examples) {
    return evaluation.picks(examples, examples.rows());
  }

  /** Which experts routers pick for the first of these examples. */
  List<PickedExperts> firstPicks(EncodedExamples examples) {
    return evaluation.picks(examples, Math.min(GateRouting.COMPARED, examples.rows()));
  }

  /** The values of the plan's parameters, by name. */
  public Map<String, float[]> parameters() {
    return parameters(List.copyOf(parameters.keySet()));
  }

  /** The values of these parameters of the plan, by name. */
  public Map<String, float[]> parameters(List<String> names) {
    Session.Runner runner = session.runner();
    names.forEach(name -> runner.fetch(parameters.get(name)));
    Map<String, float[]> values = new LinkedHashMap<>();
    try (Result result = runner.run()) {
      for (int i = 0; i < names.size(); i++) {
        TFloat32 tensor = (TFloat32) result.get(i);
        float[] value = new float[Math.toIntExact(tensor.size())];
        StepRuns.floats(tensor).read(value);
        values.put(names.get(i), value);
      }
    }
    return values;
  }

  @Override
  public void close() {
    if (feed != null) {
      feed.close();
    }
    session.close();
    graph.close();
  }
}
