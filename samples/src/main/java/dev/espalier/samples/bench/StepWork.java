package dev.espalier.samples.bench;

import dev.espalier.dsl.SparseMoe.Dispatch;
import dev.espalier.dsl.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/**
 * Arithmetic of the matrix products in one training step: two operations per multiply-add, forward,
 * by the inputs and by the weights.
 *
 * <p>Where task gradients are merged, every task counts a backward pass of its own through the
 * experts, and a Gram matrix and one combination of the gradients by them; so an approximate merge
 * is credited with the work that it saves.
 */
final class StepWork {

  private StepWork() {}

  /** Operations of answers for a batch of this size. */
  static double forward(Workload workload, int batch) {
    return 2. * batch * Plan.of(workload.topology()).multiplyAdds();
  }

  /** Operations of a step over a batch of this size. */
  static double of(Workload workload, int batch) {
    int tasks = workload.tasks();
    int passes = workload.merging() == Merging.EQUAL ? 1 : tasks;
    boolean picks = workload.picked().count() > 0;
    int computing =
        picks && workload.picked().dispatch() == Dispatch.HARD
            ? workload.picked().count()
            : workload.experts();
    int embedded = workload.fields().count() * workload.fields().dimension();
    List<Integer> widths = new ArrayList<>();
    widths.add(workload.inputs() + embedded);
    widths.addAll(workload.hidden());
    int last = widths.get(widths.size() - 1);
    double work = 0;
    double shared = 0;
    for (int layer = 0; layer + 1 < widths.size(); layer++) {
      double weights = (double) workload.experts() * widths.get(layer) * widths.get(layer + 1);
      // Nothing reads the gradient by numbers that were fed.
      int backward = layer == 0 && embedded == 0 ? 1 : 2;
      double used = weights / workload.experts() * computing;
      work += 2 * batch * used * (1 + backward * passes);
      shared += weights + (double) workload.experts() * widths.get(layer + 1);
    }
    // One router with its noise, or a gate per task.
    double gates =
        picks
            ? 2. * workload.experts() * widths.get(0) + (double) computing * last
            : (double) tasks * workload.experts() * (widths.get(0) + last);
    double towers = (double) workload.tower() * (last + 1);
    work += 3 * 2 * batch * (gates + tasks * towers);
    return passes == 1 ? work : work + ((double) tasks * (tasks + 1) + 2 * tasks) * shared;
  }
}
