package dev.espalier.training.internal;

import dev.espalier.graph.internal.Objective;
import dev.espalier.graph.internal.Weight;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Merges task gradients by weights found in an estimate of their Gram matrix: for matrices that
 * enter one product the tasks go back as far as its outputs. From there the sum of all tasks with
 * their weights is exact; of many tasks, whose sum there would cost more, it is taken where they
 * part and goes through the shared part once.
 */
final class SketchedSurgery {

  private SketchedSurgery() {}

  static Merged of(Objective objective, int rank, Surgery.Weighing weighing) {
    Ops tf = objective.tf().withSubScope("merge");
    List<Weight> shared = objective.weights().stream().filter(Weight::shared).toList();
    List<Weight> own = objective.weights().stream().filter(w -> !w.shared()).toList();
    List<SketchedProduct> products = products(objective, shared, rank);
    Set<Weight> covered = new HashSet<>();
    List<Operand<TFloat32>> asked = new ArrayList<>();
    for (SketchedProduct product : products) {
      covered.add(product.weight());
      if (product.offset() != null) {
        covered.add(product.offset());
      }
      asked.add(product.outputs());
    }
    List<Weight> others = shared.stream().filter(weight -> !covered.contains(weight)).toList();
    others.forEach(weight -> asked.add(weight.leaf()));
    TaskGradients tasks = TaskGradients.of(objective, asked, own);
    int n = products.size();
    List<SketchedRows> sketched =
        sketched(tf, objective, products, tasks.shared().subList(0, n), rank);
    List<TaskRows> exact = TaskRows.of(tf, others, tasks.shared().subList(n, asked.size()));
    List<TaskRows> rows = new ArrayList<>(exact);
    sketched.forEach(each -> rows.add(each.rows()));
    Operand<TFloat32> gram = TaskRows.gram(tf, rows);
    ExactSum sum = new ExactSum(objective, tf, tasks, own);
    boolean inOneGroup = sketched.stream().allMatch(each -> each.byOutputs().groups().size() == 1);
    return inOneGroup
        ? sum.of(gram, weighing, new OutputSums(tf, sketched, exact))
        : sum.of(gram, weighing);
  }

  /** The products of weights of which a sketch is less work than the gradient. */
  private static List<SketchedProduct> products(
      Objective objective, List<Weight> shared, int rank) {
    Set<Operation> forward = Backward.before(objective.losses());
    List<SketchedProduct> products = new ArrayList<>();
    for (Weight weight : shared) {
      SketchedProduct product = SketchedProduct.of(weight, shared, forward);
      if (product != null && product.width() >= 2L * rank) {
        products.add(product);
      }
    }
    return products;
  }

  private static List<SketchedRows> sketched(
      Ops tf,
      Objective objective,
      List<SketchedProduct> products,
      List<@Nullable TaskStack> byOutputs,
      int rank) {
    Map<SketchedProduct, Operand<TFloat32>> sketches = Sketches.of(tf, objective, products, rank);
    List<SketchedRows> rows = new ArrayList<>();
    sketches.forEach(
        (product, sketch) -> {
          TaskStack each = byOutputs.get(products.indexOf(product));
          if (each != null) {
            rows.add(SketchedRows.of(tf, product, sketch, each));
          }
        });
    return rows;
  }
}
