package dev.espalier.training.internal;

import dev.espalier.dsl.Confidence;
import dev.espalier.dsl.Exit;
import dev.espalier.dsl.Problem;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.graph.FrozenModel;
import dev.espalier.training.TrainingException;
import dev.espalier.training.data.EncodedExamples;
import dev.espalier.training.report.CascadeSweep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tries thresholds on what the exits of a cascade answer. */
public final class Sweep {
  /** Far more than float32 rounds of a probability. */
  private static final float NEAR = 1e-4f;

  private final FrozenModel model;
  private final EncodedExamples examples;
  private final List<List<float[]>> depths;

  /**
   * For a model with exits.
   *
   * @param depths what each exit answers for all examples, by task; the last one last
   * @throws TrainingException where there is none
   */
  public Sweep(FrozenModel model, EncodedExamples examples, List<List<float[]>> depths) {
    this.model = model;
    this.examples = examples;
    this.depths = depths;
    Topology topology = model.plan().topology();
    if (topology.exits().isEmpty()) {
      throw new TrainingException(
          new Problem(
              "model " + topology.name(),
              "no exits",
              "a topology with a cascade",
              "Put the blocks into cascade(), with exit() between them"));
    }
  }

  /** A point for each of these thresholds. */
  public CascadeSweep over(List<Float> thresholds) {
    return new CascadeSweep(thresholds.stream().map(this::point).toList());
  }

  /**
   * Whether no threshold is so near to a confidence of this example that rounding decides.
   *
   * @param depths what each exit answers for all examples, by task; the last one last
   */
  public static boolean isDecided(Topology topology, List<List<float[]>> depths, int row) {
    for (int e = 0; e < topology.exits().size(); e++) {
      Exit exit = topology.exits().get(e);
      for (int t = 0; t < topology.tasks().size() && !exit.isClosed(topology.tasks()); t++) {
        Task task = topology.tasks().get(t);
        if (Confidence.isDefined(task.target())) {
          float confidence = Confidence.of(task.target(), depths.get(e).get(t), row);
          if (Math.abs(confidence - exit.thresholdOf(task.name())) < NEAR) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private CascadeSweep.Point point(float threshold) {
    Topology topology = model.plan().topology().exits(exit -> exit.threshold(threshold));
    Plan plan = Plan.of(topology);
    List<Long> costs = model.with(plan).depths();
    int[] left = new int[depths.size()];
    double multiplyAdds = 0;
    List<float[]> answers = new ArrayList<>();
    topology
        .tasks()
        .forEach(task -> answers.add(new float[examples.rows() * task.target().width()]));
    for (int row = 0; row < examples.rows(); row++) {
      int depth = depth(topology, row);
      left[depth]++;
      multiplyAdds += costs.get(depth);
      for (int t = 0; t < answers.size(); t++) {
        int width = topology.tasks().get(t).target().width();
        System.arraycopy(depths.get(depth).get(t), row * width, answers.get(t), row * width, width);
      }
    }
    List<Double> shares = new ArrayList<>();
    for (int n : left) {
      shares.add((double) n / examples.rows());
    }
    return new CascadeSweep.Point(
        threshold,
        shares,
        multiplyAdds / examples.rows(),
        Scored.of(examples, answers, Map.of()).metrics(plan, List.of()));
  }

  private int depth(Topology topology, int row) {
    int depth = 0;
    for (Exit exit : topology.exits()) {
      if (leaves(exit, topology.tasks(), depths.get(depth), row)) {
        return depth;
      }
      depth++;
    }
    return depth;
  }

  private static boolean leaves(Exit exit, List<Task> tasks, List<float[]> answers, int row) {
    if (exit.isClosed(tasks)) {
      return false;
    }
    for (int t = 0; t < tasks.size(); t++) {
      Task task = tasks.get(t);
      if (Confidence.isDefined(task.target())
          && Confidence.of(task.target(), answers.get(t), row) <= exit.thresholdOf(task.name())) {
        return false;
      }
    }
    return true;
  }
}
