package dev.espalier.samples.bench;

import dev.espalier.graph.Execution;
import dev.espalier.graph.Lowering;
import dev.espalier.graph.Precision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What timing a workload came to.
 *
 * @param workload what was timed
 * @param part what of it
 * @param batch examples per step
 * @param asked lowering that was asked for
 * @param lowering what it came to for the experts
 * @param precision in what numbers steps multiplied matrices
 * @param execution how TensorFlow ran
 * @param ops ops in the training graph, those of other runs than a step included; null for answers
 * @param times milliseconds of each step that counts, ascending
 * @param medianOfAll median milliseconds of all steps
 * @param quiet whether the machine was quiet for enough steps; only those count then
 * @param startup seconds from the start of the process to the end of the first step
 * @param residentMib largest resident size, in MiB
 * @param firstLoss sum of losses before any update; 0, as the others, where no step is taken
 * @param sixthLoss the same after five updates
 * @param lastLoss the same at the end
 * @param productRate operations per second in large products of matrices, run in the same way
 */
public record BenchResult(
    Workload workload,
    Part part,
    int batch,
    Lowering asked,
    String lowering,
    Precision precision,
    Execution execution,
    @Nullable Integer ops,
    List<Double> times,
    double medianOfAll,
    boolean quiet,
    double startup,
    long residentMib,
    double firstLoss,
    double sixthLoss,
    double lastLoss,
    double productRate) {

  /** Copies the list. */
  public BenchResult {
    times = List.copyOf(times);
  }

  /** Operations of the matrix products of a step, of one that is merged exactly, or an answer. */
  public double work() {
    return part == Part.SERVING ? StepWork.forward(workload, batch) : StepWork.of(workload, batch);
  }

  /** The time that this share of steps did not exceed, in milliseconds. */
  public double quantile(double share) {
    return times.get((int) Math.min(times.size() - 1, share * times.size()));
  }
}
