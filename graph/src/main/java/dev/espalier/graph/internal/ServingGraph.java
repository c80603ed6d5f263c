package dev.espalier.graph.internal;

import dev.espalier.dsl.Score;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.SparseStep;
import dev.espalier.dsl.plan.TransferStep;
import dev.espalier.graph.FittedFeatures;
import dev.espalier.graph.FrozenModel;
import dev.espalier.graph.Lowering;
import dev.espalier.graph.OutputNames;
import dev.espalier.graph.internal.ServingPlan.Part;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * The graph a model is served by: raw values in, probabilities and values out, nothing of training.
 * Each task's own part is written by itself, so that a signature of one task needs no other task's
 * weights; what they share is written once. Owns the native graph.
 */
final class ServingGraph implements AutoCloseable {
  /**
   * Up to this many tasks, asking for all of them runs the parts of each; for more their parts are
   * written once more, batched, with the weights of the tasks side by side, and so they are where a
   * task's part computes streams of other tasks.
   */
  static final int FEW_TASKS = 4;

  /** A step on these streams: parts of several tasks may hold the same, which is written once. */
  private record Written(ServingStep step, Streams in) {}

  /** Examples of a request that the graph is written for; it takes any number of them. */
  private static final int USUAL_BATCH = 256;

  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final RawInputs inputs;
  private final FrozenWeights weights;
  private final NetworksLowering networks;
  private final StepLowering steps;
  private final PartLowering towers;
  private final ExitLowering exits;
  private final List<Op> tables;
  private final Map<Written, Streams> written = new HashMap<>();
  private final Map<Task, Operand<TFloat32>> single = new HashMap<>();
  private final Map<Score, Operand<TFloat32>> scores = new LinkedHashMap<>();
  private final Map<String, Operand<TFloat32>> all = new LinkedHashMap<>();

  ServingGraph(ServingPlan plan, FrozenModel model) {
    this.inputs = new RawInputs(tf, plan.plan());
    this.weights = new FrozenWeights(graph, tf, plan.values());
    Normalizations normalizations = Normalizations.fixed(tf, weights);
    this.networks = new NetworksLowering(tf, weights, normalizations, Phase.serving(), USUAL_BATCH);
    this.steps = new StepLowering(tf, Lowering.AUTO, weights, networks, Phase.serving());
    CategoryEncoding categories = new CategoryEncoding(tf, inputs);
    Map<String, Operand<TInt32>> ids = categories.rows(plan.plan(), model.fitted());
    this.tables = categories.tables();
    EncodedInputs encoded = encoded(plan.plan().topology(), model.fitted(), ids);
    Features features = new InputLowering(tf, weights, networks).features(plan.plan(), encoded);
    this.towers = new PartLowering(tf, weights, networks);
    this.exits = new ExitLowering(tf, plan.plan().topology(), towers);
    Streams entering = Streams.flat(tf, 1, plan.plan().inputWidth(), features.stream());
    Passage shared = pass(plan.shared(), new Passage(entering, features, null));
    for (Part part : plan.parts()) {
      single.putAll(outputs(part, shared));
    }
    Map<Task, Operand<TFloat32>> whole =
        plan.parts().size() > FEW_TASKS || overlap(plan)
            ? outputs(plan.together(), shared)
            : single;
    Map<Task, Operand<TFloat32>> together = new HashMap<>(whole);
    ProductLowering products = new ProductLowering(tf, plan.plan().topology());
    products.multiply(single);
    products.multiply(together);
    for (Task task : plan.plan().topology().tasks()) {
      all.put(OutputNames.of(task), Objects.requireNonNull(together.get(task)));
    }
    ScoreLowering formulas = new ScoreLowering(tf, plan.plan().topology());
    for (Score score : plan.plan().topology().scores()) {
      Operand<TFloat32> own = formulas.of(score, single);
      scores.put(score, own);
      all.put(OutputNames.of(score), together.equals(single) ? own : formulas.of(score, together));
    }
  }

  private EncodedInputs encoded(
      Topology topology, FittedFeatures fitted, Map<String, Operand<TInt32>> ids) {
    PositionEncoding positions = new PositionEncoding(tf, inputs);
    Map<String, Operand<TFloat32>> counts = positions.weights(topology, ids);
    NumberEncoding.Encoded numbers = new NumberEncoding(tf, inputs, fitted).numbers(topology);
    return new EncodedInputs(
        numbers.entering(),
        positions.counting(topology, numbers.positioned(), counts),
        ids,
        counts,
        Map.of(),
        null);
  }

  /** Whether the parts of tasks compute the same, streams or experts: all tasks need each once. */
  private static boolean overlap(ServingPlan plan) {
    return plan.parts().stream()
        .flatMap(part -> part.steps().stream())
        .anyMatch(
            step ->
                step instanceof ServingStep.Chosen
                    || step instanceof ServingStep.Kept kept
                        && (kept.step() instanceof TransferStep
                            || kept.step() instanceof SparseStep));
  }

  /** The native graph. */
  Graph graph() {
    return graph;
  }

  /** Builds ops of the graph. */
  Ops tf() {
    return tf;
  }

  /** The placeholders by feature, in the order of the inputs. */
  Map<String, Operand<? extends TType>> inputs() {
    return inputs.all();
  }

  /** The outputs of all tasks and scores, in the topology's order, to be asked for together. */
  Map<String, Operand<TFloat32>> all() {
    return all;
  }

  /** The output of one task, written so that it needs nothing of another's. */
  Operand<TFloat32> single(Task task) {
    return Objects.requireNonNull(single.get(task));
  }

  /** A score, written so that it needs nothing but its tasks. */
  Operand<TFloat32> single(Score score) {
    return Objects.requireNonNull(scores.get(score));
  }

  /** What fills the tables of words. */
  List<Op> tables() {
    return tables;
  }

  /** The variables and their values. */
  FrozenWeights weights() {
    return weights;
  }

  private Passage pass(List<ServingStep> steps, Passage in) {
    Passage at = in;
    for (ServingStep step : steps) {
      at =
          step instanceof ServingStep.Leaving exit
              ? exits.apply(exit, at)
              : at.at(apply(step, at.streams(), at.features()));
    }
    return at;
  }

  private Streams apply(ServingStep step, Streams in, Features features) {
    Written key = new Written(step, in);
    Streams out = written.get(key);
    if (out == null) {
      out = write(step, in, features);
      written.put(key, out);
    }
    return out;
  }

  private Streams write(ServingStep step, Streams in, Features features) {
    if (step instanceof ServingStep.Kept kept) {
      return steps.apply(kept.step(), in, features);
    } else if (step instanceof ServingStep.Whole whole) {
      Streams all = apply(new ServingStep.Kept(whole.step()), in, features);
      List<Operand<TFloat32>> read = whole.outputs().stream().map(all.list()::get).toList();
      return Streams.list(tf, all.width(), read);
    } else if (step instanceof ServingStep.Chosen chosen) {
      Streams each = networks.apply(chosen.experts(), in, Lowering.AUTO);
      return routing(chosen.sums(), each, features);
    } else if (step instanceof ServingStep.Copies copies) {
      List<Streams> out = copies.copies().stream().map(copy -> apply(copy, in, features)).toList();
      return Streams.list(tf, out.get(0).width(), out.stream().map(Streams::flat).toList());
    }
    return routing((ServingStep.Routing) step, in, features);
  }

  private Streams apply(List<ServingStep> copy, Streams in, Features features) {
    Streams own = in;
    for (ServingStep step : copy) {
      own = apply(step, own, features);
    }
    return own;
  }

  private Streams routing(ServingStep.Routing step, Streams in, Features features) {
    Operand<TInt32> batch =
        tf.slice(
            tf.shape(features.stream()), tf.constant(new int[] {0}), tf.constant(new int[] {1}));
    return new RoutingLowering(tf, weights, networks, batch).apply(step, in);
  }

  private Map<Task, Operand<TFloat32>> outputs(Part part, Passage shared) {
    Passage own = pass(part.steps(), shared);
    return own.answers(tf, towers.outputs(part, own.streams(), part.steps().isEmpty()));
  }

  @Override
  public void close() {
    graph.close();
  }
}
