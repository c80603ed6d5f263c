package dev.espalier.training.internal;

import dev.espalier.graph.internal.Objective;
import dev.espalier.graph.internal.Weight;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The gradients of T losses, kept apart where several tasks reach a weight.
 *
 * <p>Where each task reads the shared part through a tensor of its own, one pass over all losses
 * yields the gradients by these tensors and by every weight that is a task's own (a gate before the
 * tensor as well as a tower after it), and each task then needs the part before its tensor only.
 * Elsewhere each loss is differentiated from its start.
 *
 * @param own by the weights that one task owns, in their order; null where no loss reaches
 * @param shared for each task, by what is shared; null where its loss does not reach
 * @param ends tensors of the tasks from which they go back into the shared part
 * @param seeds gradients by these; null where a loss does not reach its own
 */
record TaskGradients(
    List<@Nullable Operand<TFloat32>> own,
    List<List<@Nullable Operand<TFloat32>>> shared,
    List<Operand<TFloat32>> ends,
    List<@Nullable Operand<TFloat32>> seeds) {

  /** By these tensors, shared weights or what is computed from them, and by weights of one task. */
  static TaskGradients of(Objective objective, List<Operand<TFloat32>> shared, List<Weight> own) {
    List<Operand<TFloat32>> ownLeaves = own.stream().map(Weight::leaf).toList();
    return eachReadsItsOwn(objective)
        ? throughBoundary(objective, shared, ownLeaves)
        : fromLosses(objective, shared, ownLeaves);
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

  private static boolean eachReadsItsOwn(Objective objective) {
    HashSet<Output<?>> distinct = new HashSet<>();
    objective.boundary().forEach(tensor -> distinct.add(tensor.asOutput()));
    return distinct.size() == objective.losses().size();
  }

  private static TaskGradients throughBoundary(
      Objective objective, List<Operand<TFloat32>> shared, List<Operand<TFloat32>> own) {
    int tasks = objective.losses().size();
    List<Operand<TFloat32>> wanted = new ArrayList<>(objective.boundary());
    wanted.addAll(own);
    List<@Nullable Operand<TFloat32>> heads =
        Backward.of(objective.graph(), objective.losses(), wanted);
    List<List<@Nullable Operand<TFloat32>>> perTask = new ArrayList<>();
    for (int t = 0; t < tasks; t++) {
      Operand<TFloat32> seed = heads.get(t);
      perTask.add(
          seed == null
              ? Collections.nCopies(shared.size(), null)
              : Backward.seeded(objective.graph(), objective.boundary().get(t), seed, shared));
    }
    return new TaskGradients(
        heads.subList(tasks, heads.size()), perTask, objective.boundary(), heads.subList(0, tasks));
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
        perTask,
        objective.losses(),
        Collections.nCopies(perTask.size(), one));
  }
}
