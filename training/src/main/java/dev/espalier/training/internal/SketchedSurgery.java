package dev.espalier.training.internal;

import dev.espalier.graph.internal.Objective;
import dev.espalier.graph.internal.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Merges task gradients by weights found in an estimate of their Gram matrix: for matrices that
 * enter one product the tasks go back as far as its outputs, and the sum of all tasks with their
 * weights goes through the shared part once.
 */
final class SketchedSurgery {

  private SketchedSurgery() {}

  static Merged of(Objective objective, int rank, Surgery.Weighing weighing) {
    Ops tf = objective.tf().withSubScope("merge");
    List<Weight> shared = objective.weights().stream().filter(Weight::shared).toList();
    List<Weight> own = objective.weights().stream().filter(w -> !w.shared()).toList();
    List<@Nullable SketchedProduct> products = products(objective, shared, rank);
    List<Operand<TFloat32>> asked = new ArrayList<>();
    for (int i = 0; i < shared.size(); i++) {
      SketchedProduct product = products.get(i);
      asked.add(product == null ? shared.get(i).leaf() : product.outputs());
    }
    TaskGradients tasks = TaskGradients.of(objective, asked, own);
    Operand<TFloat32> gram = TaskRows.gram(tf, rows(tf, objective, shared, products, tasks, rank));
    return new ExactSum(objective, tf, tasks, own).of(gram, weighing);
  }

  /** For each weight its product, where the sketch is less work than the gradient. */
  private static List<@Nullable SketchedProduct> products(
      Objective objective, List<Weight> shared, int rank) {
    Set<Operation> forward = Backward.before(objective.losses());
    List<@Nullable SketchedProduct> products = new ArrayList<>();
    for (Weight weight : shared) {
      SketchedProduct product = SketchedProduct.of(weight, forward);
      products.add(product == null || product.width() < 2L * rank ? null : product);
    }
    return products;
  }

  /** A row per task for each weight that any of them reaches. */
  private static List<TaskRows> rows(
      Ops tf,
      Objective objective,
      List<Weight> shared,
      List<@Nullable SketchedProduct> products,
      TaskGradients tasks,
      int rank) {
    List<TaskRows> rows = new ArrayList<>();
    for (int i = 0; i < shared.size(); i++) {
      TaskStack each = tasks.shared().get(i);
      SketchedProduct product = products.get(i);
      if (each != null) {
        rows.add(
            product == null
                ? TaskRows.of(tf, shared.get(i), each)
                : product.rows(tf, product.sketched(tf, objective, rank), each));
      }
    }
    return rows;
  }
}
