package dev.espalier.training.internal;

import dev.espalier.graph.internal.Objective;
import dev.espalier.graph.internal.Weight;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The gradients of T losses, kept apart where several tasks reach a weight.
 *
 * <p>Where it is known through which tensor each task reads the shared part, one pass over all
 * losses yields the gradients by these tensors and by every weight that is a task's own (a gate
 * before the tensor as well as a tower after it); the part before the tensors is then passed once
 * for several tasks. Elsewhere each loss is differentiated from its start.
 *
 * @param own by the weights that one task owns, in their order; null where no loss reaches
 * @param shared by what is shared; null where no loss reaches
 * @param ends tensors of the tasks from which they go back into the shared part
 * @param seeds gradients by these; null where a loss does not reach its own
 */
record TaskGradients(
    List<@Nullable Operand<TFloat32>> own,
    List<@Nullable TaskStack> shared,
    List<Operand<TFloat32>> ends,
    List<@Nullable Operand<TFloat32>> seeds) {

  /** Most tasks in one pass. */
  private static final int GROUP = 8;

  /**
   * Entries of the gradients of all tasks of a pass by the outputs of one product, from which on
   * they are passed in more groups: 4 MiB stay in a processor's cache.
   */
  private static final long CACHED = 1 << 20;

  /** By these tensors, shared weights or what is computed from them, and by weights of one task. */
  static TaskGradients of(Objective objective, List<Operand<TFloat32>> shared, List<Weight> own) {
    List<Operand<TFloat32>> ownLeaves = own.stream().map(Weight::leaf).toList();
    if (objective.boundary().isEmpty()) {
      return fromLosses(objective, shared, ownLeaves);
    }
    boolean distinct =
        objective.boundary().stream().map(Operand::asOutput).distinct().count()
            == objective.losses().size();
    List<@Nullable Operand<TFloat32>> ownGradients;
    List<@Nullable Operand<TFloat32>> seeds;
    if (distinct) {
      List<Operand<TFloat32>> wanted = new ArrayList<>(objective.boundary());
      wanted.addAll(ownLeaves);
      List<@Nullable Operand<TFloat32>> heads =
          Backward.of(objective.graph(), objective.losses(), wanted);
      seeds = heads.subList(0, objective.losses().size());
      ownGradients = heads.subList(objective.losses().size(), heads.size());
    } else {
      ownGradients = Backward.of(objective.graph(), objective.losses(), ownLeaves);
      seeds = new ArrayList<>();
      for (int t = 0; t < objective.losses().size(); t++) {
        seeds.add(
            Backward.of(
                    objective.graph(),
                    List.of(objective.losses().get(t)),
                    List.of(objective.boundary().get(t)))
                .get(0));
      }
    }
    return new TaskGradients(
        ownGradients,
        fromTensors(objective, objective.boundary(), seeds, shared),
        objective.boundary(),
        seeds);
  }

  /** The gradients by these of the sum of the losses times factors, scalars, in one pass. */
  List<@Nullable Operand<TFloat32>> sum(
      Objective objective, Ops tf, List<Operand<TFloat32>> factors, List<Operand<TFloat32>> xs) {
    List<Operand<TFloat32>> ys = new ArrayList<>();
    List<Operand<TFloat32>> weighed = new ArrayList<>();
    for (int t = 0; t < factors.size(); t++) {
      Operand<TFloat32> seed = seeds.get(t);
      if (seed != null) {
        ys.add(ends.get(t));
        weighed.add(tf.math.mul(seed, factors.get(t)));
      }
    }
    return Backward.seeded(objective.graph(), ys, weighed, xs);
  }

  private static List<@Nullable TaskStack> fromTensors(
      Objective objective,
      List<Operand<TFloat32>> ends,
      List<@Nullable Operand<TFloat32>> seeds,
      List<Operand<TFloat32>> xs) {
    Ops tf = objective.tf().withSubScope("tasks");
    StackedBackward backward = new StackedBackward(objective.graph(), tf, ends, xs);
    if (!backward.isPossible()) {
      List<List<@Nullable Operand<TFloat32>>> perTask = new ArrayList<>();
      for (int t = 0; t < ends.size(); t++) {
        Operand<TFloat32> seed = seeds.get(t);
        perTask.add(
            seed == null
                ? Collections.nCopies(xs.size(), null)
                : Backward.seeded(objective.graph(), ends.get(t), seed, xs));
      }
      return stacks(tf, xs, perTask);
    }
    int group = (int) Math.max(1, Math.min(GROUP, CACHED / backward.widestProduct()));
    List<List<Integer>> groups = new ArrayList<>();
    List<List<@Nullable Cotangent>> found = new ArrayList<>();
    for (int from = 0; from < ends.size(); from += group) {
      List<Integer> tasks =
          IntStream.range(from, Math.min(ends.size(), from + group)).boxed().toList();
      Map<Integer, Operand<TFloat32>> starts = new TreeMap<>();
      for (int task : tasks) {
        Operand<TFloat32> seed = seeds.get(task);
        if (seed != null) {
          starts.put(task, seed);
        }
      }
      groups.add(tasks);
      found.add(backward.of(starts));
    }
    List<@Nullable TaskStack> stacks = new ArrayList<>();
    for (int i = 0; i < xs.size(); i++) {
      List<@Nullable Cotangent> parts = new ArrayList<>();
      for (List<@Nullable Cotangent> each : found) {
        parts.add(each.get(i));
      }
      stacks.add(TaskStack.of(tf, xs.get(i), groups, parts));
    }
    return stacks;
  }

  private static List<@Nullable TaskStack> stacks(
      Ops tf, List<Operand<TFloat32>> xs, List<List<@Nullable Operand<TFloat32>>> perTask) {
    List<@Nullable TaskStack> stacks = new ArrayList<>();
    for (int i = 0; i < xs.size(); i++) {
      List<@Nullable Operand<TFloat32>> each = new ArrayList<>();
      for (List<@Nullable Operand<TFloat32>> task : perTask) {
        each.add(task.get(i));
      }
      stacks.add(TaskStack.of(tf, xs.get(i), each, GROUP));
    }
    return stacks;
  }

  private static TaskGradients fromLosses(
      Objective objective, List<Operand<TFloat32>> shared, List<Operand<TFloat32>> own) {
    List<List<@Nullable Operand<TFloat32>>> perTask = new ArrayList<>();
    for (Operand<TFloat32> loss : objective.losses()) {
      perTask.add(Backward.of(objective.graph(), List.of(loss), shared));
    }
    Operand<TFloat32> one = objective.tf().constant(1f);
    return new TaskGradients(
        Backward.of(objective.graph(), objective.losses(), own),
        stacks(objective.tf(), shared, perTask),
        objective.losses(),
        Collections.nCopies(perTask.size(), one));
  }
}
