package dev.espalier.training;

import dev.espalier.dsl.Exit;
import dev.espalier.dsl.Limits;
import dev.espalier.dsl.Problem;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.graph.Codes;
import dev.espalier.graph.Execution;
import dev.espalier.graph.FittedFeatures;
import dev.espalier.graph.FrozenModel;
import dev.espalier.graph.Predictions;
import dev.espalier.graph.internal.TrainingGraph;
import dev.espalier.training.checkpoint.Checkpoint;
import dev.espalier.training.checkpoint.CheckpointStore;
import dev.espalier.training.data.EncodedExamples;
import dev.espalier.training.data.Encoding;
import dev.espalier.training.data.ExampleStream;
import dev.espalier.training.data.ExampleStreams;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.PretrainedTables;
import dev.espalier.training.internal.Beginning;
import dev.espalier.training.internal.ChainCheck;
import dev.espalier.training.internal.DrawnWeights;
import dev.espalier.training.internal.Exporting;
import dev.espalier.training.internal.Held;
import dev.espalier.training.internal.HeldOut;
import dev.espalier.training.internal.HeldStream;
import dev.espalier.training.internal.Measuring;
import dev.espalier.training.internal.Merging;
import dev.espalier.training.internal.RunSaver;
import dev.espalier.training.internal.SavedRun;
import dev.espalier.training.internal.ScoreCheck;
import dev.espalier.training.internal.StepExtras;
import dev.espalier.training.internal.StreamSource;
import dev.espalier.training.internal.StreamsSource;
import dev.espalier.training.internal.Sweep;
import dev.espalier.training.internal.TableSource;
import dev.espalier.training.internal.TrainingBatches;
import dev.espalier.training.internal.TrainingLoop;
import dev.espalier.training.internal.TrainingSession;
import dev.espalier.training.internal.TrainingSource;
import dev.espalier.training.metrics.CalibrationCurve;
import dev.espalier.training.metrics.CustomMetric;
import dev.espalier.training.metrics.TaskMetrics;
import dev.espalier.training.report.CascadeSweep;
import dev.espalier.training.report.FeatureImportance;
import dev.espalier.training.report.TrainingReport;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A topology with weights: it is trained, evaluated, asked, and exported. Owns native memory, so
 * close it; not for several threads at once.
 */
public final class Model implements AutoCloseable {
  private final Plan plan;
  private final Beginning beginning;
  private @Nullable FittedFeatures fitted;
  private @Nullable TrainingSession session;

  private Model(Plan plan, Beginning beginning) {
    this.plan = plan;
    this.beginning = beginning;
  }

  /**
   * A model of this topology, not trained yet.
   *
   * @throws dev.espalier.dsl.TopologyException with every problem there is
   */
  public static Model compile(Topology topology) {
    return compile(topology, Limits.defaults());
  }

  /**
   * A model of this topology within these limits, not trained yet.
   *
   * @throws dev.espalier.dsl.TopologyException with every problem there is
   */
  public static Model compile(Topology topology, Limits limits) {
    return new Model(Plan.of(topology, limits), new DrawnWeights(PretrainedTables.none()));
  }

  /**
   * A model of this topology, not trained yet, some of whose rows were trained elsewhere. They are
   * needed when a training begins; a run that is resumed and a model that was saved hold their own.
   *
   * @throws dev.espalier.dsl.TopologyException with every problem there is
   * @throws dev.espalier.training.data.ExamplesException where a table is not asked for by the
   *     topology or does not fit its feature
   */
  public static Model compile(Topology topology, PretrainedTables pretrained) {
    Plan plan = Plan.of(topology);
    pretrained.check(topology);
    return new Model(plan, new DrawnWeights(pretrained));
  }

  /**
   * A model of this topology, not trained yet, whose training begins with the weights of another
   * one. A run that is resumed has its own.
   *
   * @throws dev.espalier.dsl.TopologyException with every problem there is
   * @throws TrainingException where features have changed places
   */
  public static Model compile(Topology topology, WarmStart start) {
    Plan plan = Plan.of(topology);
    Beginning beginning = start.weights();
    beginning.require(plan);
    return new Model(plan, beginning);
  }

  /**
   * The model that a training saved.
   *
   * @param run folder of its checkpoints
   * @return the best checkpoint's model, or the last one's where none was validated
   * @throws dev.espalier.training.checkpoint.CheckpointException where there is no sound checkpoint
   */
  public static Model load(Path run) {
    return load(run, exit -> exit);
  }

  /**
   * The model that a training saved, with other thresholds at the exits of its cascade, as {@link
   * #sweep} shows what they are worth.
   *
   * @param run folder of its checkpoints
   * @param exits the same exit with other thresholds, such as {@code exit -> exit.threshold(0.9f)}
   * @throws dev.espalier.training.checkpoint.CheckpointException where there is no sound checkpoint
   * @throws dev.espalier.dsl.TopologyException where the exits are not legal any more
   */
  public static Model load(Path run, UnaryOperator<Exit> exits) {
    CheckpointStore store = CheckpointStore.at(run);
    Checkpoint checkpoint = store.findBest().orElseGet(store::latest);
    SavedRun saved = SavedRun.of(checkpoint);
    Model model = compile(saved.topology().exits(exit -> exit.thresholdsOf(exits.apply(exit))));
    try {
      model.fitted = saved.fitted();
      TrainingSession own = model.open(saved.plain(), false, 1);
      own.restore(checkpoint.prefix());
      own.exchange();
      return model;
    } catch (RuntimeException | Error failure) {
      model.close();
      throw failure;
    }
  }

  /** What was compiled. */
  public Topology topology() {
    return plan.topology();
  }

  /** What the topology comes to. */
  public Plan plan() {
    return plan;
  }

  /** Trains with the default settings: PCGrad, Adam, 10 epochs, batches of 256. */
  public TrainingReport fit(Examples training, Examples validation) {
    return fit(training, validation, TrainingSettings.builder().build());
  }

  /**
   * Trains from the start, or from the checkpoint that the settings say to resume. Afterwards the
   * model holds the weights of the best validation.
   *
   * <p>Vocabularies and standardisations are fitted on the training part.
   *
   * @param training at least one row
   * @param validation at least one row
   * @throws dev.espalier.training.data.ExamplesException for data that does not fit the topology
   * @throws GradientException for gradient steps that do not fit the topology or each other
   * @throws TrainingException for settings that do not fit, or a run of steps that are not finite
   * @throws dev.espalier.training.checkpoint.CheckpointException where saving or resuming fails
   */
  public TrainingReport fit(Examples training, Examples validation, TrainingSettings settings) {
    return fit(new TableSource(training), held(validation, settings), settings);
  }

  /**
   * Trains as the other method does, on rows that are never in memory all at once. They are read
   * once to fit vocabularies, standardisations and quantiles, then once in each epoch.
   *
   * <p>A run that is resumed ends bit by bit as if it had not stopped: it reads the epoch up to
   * where it was.
   *
   * @param training at least one row
   * @param validation at least one row, in memory
   * @throws dev.espalier.training.data.ExamplesException for data that does not fit the topology,
   *     with file, line and column
   */
  public TrainingReport fit(
      ExampleStream training, Examples validation, TrainingSettings settings) {
    return fit(new StreamSource(training), held(validation, settings), settings);
  }

  /**
   * Trains as the other methods do, and reads the examples to validate on again at each validation:
   * of them only labels, weights and what the model says of them are in memory.
   *
   * @param training at least one row
   * @param validation at least one row; read in the order of its files
   * @throws dev.espalier.training.data.ExamplesException for data that does not fit the topology,
   *     with file, line and column
   */
  public TrainingReport fit(
      ExampleStream training, ExampleStream validation, TrainingSettings settings) {
    return fit(
        new StreamSource(training),
        features -> new HeldStream(plan.topology(), features, validation, settings.metrics()),
        settings);
  }

  /**
   * Trains as the other methods do, on rows of several streams in each step.
   *
   * @param training each with at least one row
   * @param validation at least one row, in memory
   * @throws dev.espalier.training.data.ExamplesException for data that does not fit the topology,
   *     with file, line and column
   */
  public TrainingReport fit(
      ExampleStreams training, Examples validation, TrainingSettings settings) {
    return fit(new StreamsSource(training), held(validation, settings), settings);
  }

  /** The same, validated on a stream. */
  public TrainingReport fit(
      ExampleStreams training, ExampleStream validation, TrainingSettings settings) {
    return fit(
        new StreamsSource(training),
        features -> new HeldStream(plan.topology(), features, validation, settings.metrics()),
        settings);
  }

  private Function<FittedFeatures, HeldOut> held(Examples validation, TrainingSettings settings) {
    return features -> Held.of(plan.topology(), features, validation, settings.metrics());
  }

  private TrainingReport fit(
      TrainingSource source,
      Function<FittedFeatures, HeldOut> validation,
      TrainingSettings settings) {
    Topology topology = plan.topology();
    ChainCheck.of(settings.gradients(), plan);
    ScoreCheck.of(settings, topology);
    try (RunSaver saver = RunSaver.open(topology, settings, source.batches(settings))) {
      Optional<SavedRun> saved = saver.resumable();
      if (saved.isEmpty()) {
        beginning.require(plan);
      }
      TrainingBatches training =
          source.open(plan, settings, saved, fresh -> beginning.keep(topology, fresh));
      FittedFeatures features = training.features();
      HeldOut held = validation.apply(features);
      int batch = training.order().split(settings.microBatches()).batchSize();
      fitted = features;
      TrainingSession own = open(settings, training.weighted(), batch);
      saver.attach(own, training);
      TrainingLoop loop = new TrainingLoop(plan, settings, own, training, held, saver);
      if (saved.isPresent()) {
        own.restore(saved.get().checkpoint().prefix());
        loop.resume(saved.get().state());
      } else {
        own.initialize();
        beginning.fill(plan, features, own, settings.listener());
      }
      return loop.run();
    }
  }

  /**
   * Metrics of each task on these examples, in the topology's order.
   *
   * @param metrics metrics of one's own, measured beside Espalier's
   */
  public List<TaskMetrics> evaluate(Examples examples, CustomMetric... metrics) {
    return measuring().metrics(examples, List.of(metrics));
  }

  /** The same on examples that are never in memory as a whole, whose files are read once. */
  public List<TaskMetrics> evaluate(ExampleStream examples, CustomMetric... metrics) {
    return measuring().metrics(examples, List.of(metrics));
  }

  /**
   * How what is said of yes-or-no tasks agrees with what happened in these examples, by task.
   *
   * @return in the topology's order; without tasks that have no label there
   */
  public Map<String, CalibrationCurve> calibration(Examples examples) {
    return measuring().calibration(examples);
  }

  /** The same on examples that are never in memory as a whole, whose files are read once. */
  public Map<String, CalibrationCurve> calibration(ExampleStream examples) {
    return measuring().calibration(examples);
  }

  /**
   * How much worse each task becomes where the values of a feature are dealt to other examples: a
   * feature that the model does not read has 0.
   *
   * @param examples with labels
   * @param repeats how often each feature is dealt anew, at least 1
   * @param seed of the dealing
   * @param metrics metrics of one's own, measured beside Espalier's
   * @return for each feature, in the order of the inputs, each task and each of its metrics
   * @throws TrainingException for repeats that are not positive
   */
  public List<FeatureImportance> importance(
      Examples examples, int repeats, long seed, CustomMetric... metrics) {
    if (repeats < 1) {
      throw new TrainingException(
          new Problem("importance.repeats", "" + repeats, "at least 1", "Deal at least once"));
    }
    return measuring().importance(examples, repeats, seed, List.of(metrics));
  }

  /**
   * What thresholds at the exits of the cascade are worth on these examples: how many leave where,
   * what that costs and how good the answers are.
   *
   * @param thresholds each is that of all exits and of all tasks without one of their own
   * @throws TrainingException where the topology has no exits
   */
  public CascadeSweep sweep(Examples examples, List<Float> thresholds) {
    EncodedExamples encoded = Encoding.encode(plan.topology(), features(), examples);
    return new Sweep(frozen(), encoded, session().depths(encoded)).over(thresholds);
  }

  /** What the model says of these examples, by task and score; label columns are not needed. */
  public Predictions predict(Examples examples) {
    return predict(Encoding.encodeInputs(plan.topology(), features(), examples));
  }

  private Predictions predict(EncodedExamples encoded) {
    List<float[]> values = session().predict(encoded);
    Map<String, float[]> byName = new LinkedHashMap<>();
    for (int t = 0; t < values.size(); t++) {
      byName.put(plan.topology().predictedNames().get(t), values.get(t));
    }
    return Predictions.of(encoded.rows(), byName);
  }

  /**
   * How much each stream out takes of each stream in, averaged over these examples: [streams
   * out][streams in], by the path of each block whose shares depend on the example. Rows of omoe,
   * mmoe and cgc (own experts, then shared ones) sum to 1; those of dselectK and snrGate need not.
   * Of sparseMoe they are [gates][experts] and sum to 1 where its router's softmax is over the
   * picked ones, or its weights are fixed, and to less where it is over all.
   */
  public Map<String, float[][]> gates(Examples examples) {
    return session().gates(Encoding.encodeInputs(plan.topology(), features(), examples));
  }

  /** The same on examples that are never in memory as a whole, whose files are read once. */
  public Map<String, float[][]> gates(ExampleStream examples) {
    return measuring().gates(examples);
  }

  /** The codes that serving uses for each block of coded connections: 0 closed, 1 fully open. */
  public List<Codes> codes() {
    return frozen().codes();
  }

  /** The model at rest: parameters and fitted features, with the codes that serving uses. */
  public FrozenModel frozen() {
    return FrozenModel.of(plan, features(), session().parameters());
  }

  /**
   * Exports the model for TensorFlow Serving as {@code base/version}: codes frozen, closed
   * connections and everything of training left out. It is read back and compared with this model
   * before it appears.
   *
   * @param base folder of all versions, made where it is missing
   * @param version positive
   * @throws dev.espalier.graph.VersionExistsException where there is such a version
   * @throws dev.espalier.graph.ExportException where it cannot be written or answers differently
   */
  public ExportReport export(Path base, long version) {
    return export(base, version, Export.whole());
  }

  /**
   * Exports the model as the other method does, without some experts if that is asked for.
   *
   * @throws TrainingException where experts are to be left out that the topology does not have, or
   *     that are served with a capacity
   * @throws dev.espalier.graph.VersionExistsException where there is such a version
   * @throws dev.espalier.graph.ExportException where it cannot be written or answers differently
   */
  public ExportReport export(Path base, long version, Export export) {
    Exporting exporting = new Exporting(frozen(), session(), this::predict);
    Examples reaching = export.reaching();
    return reaching == null
        ? exporting.whole(base, version)
        : exporting.reached(base, version, reaching);
  }

  private TrainingSession open(TrainingSettings settings, boolean weighted, int batch) {
    if (session != null) {
      session.close();
    }
    boolean surgery = Merging.readsEachTask(settings.gradients());
    Execution execution = settings.execution();
    session =
        new TrainingSession(
            plan,
            new TrainingGraph.Settings(
                    batch, weighted, surgery, settings.seed(), settings.lowering())
                .in(settings.precision()),
            settings.microBatches(),
            settings.gradients(),
            StepExtras.of(settings, plan),
            execution == null ? Execution.of(plan, batch) : execution);
    return session;
  }

  private Measuring measuring() {
    return new Measuring(plan, features(), session());
  }

  private TrainingSession session() {
    if (session == null) {
      throw untrained();
    }
    return session;
  }

  private FittedFeatures features() {
    if (fitted == null) {
      throw untrained();
    }
    return fitted;
  }

  private TrainingException untrained() {
    return new TrainingException(
        new Problem(
            "model " + plan.topology().name(),
            "no weights",
            "a trained model",
            "Call fit, or load the folder of a run"));
  }

  @Override
  public void close() {
    if (session != null) {
      session.close();
      session = null;
    }
  }
}
