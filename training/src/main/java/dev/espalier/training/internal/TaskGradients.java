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
 * @param shared for each task, by the shared weights; null where its loss does not reach
 */
record TaskGradients(
    List<@Nullable Operand<TFloat32>> own, List<List<@Nullable Operand<TFloat32>>> shared) {

  static TaskGradients of(Objective objective, List<Weight> shared, List<Weight> own) {
    List<Operand<TFloat32>> sharedLeaves = shared.stream().map(Weight::leaf).toList();
    List<Operand<TFloat32>> ownLeaves = own.stream().map(Weight::leaf).toList();
    return eachReadsItsOwn(objective)
        ? throughBoundary(objective, sharedLeaves, ownLeaves)
        : fromLosses(objective, sharedLeaves, ownLeaves);
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
    return new TaskGradients(heads.subList(tasks, heads.size()), perTask);
  }

  private static TaskGradients fromLosses(
      Objective objective, List<Operand<TFloat32>> shared, List<Operand<TFloat32>> own) {
    List<List<@Nullable Operand<TFloat32>>> perTask = new ArrayList<>();
    for (Operand<TFloat32> loss : objective.losses()) {
      perTask.add(Backward.of(objective.graph(), List.of(loss), shared));
    }
    return new TaskGradients(Backward.of(objective.graph(), objective.losses(), own), perTask);
  }
}
