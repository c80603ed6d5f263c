package dev.espalier.training.internal;

import dev.espalier.graph.internal.Objective;
import dev.espalier.graph.internal.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A step in micro-batches: the gradients of each are kept, task by task where a merge wants them
 * so, and the step is taken along their means. What the merge sees is an objective whose losses are
 * linear in the weights, with these means as slopes, so that every merge works on it as on any
 * other.
 *
 * @param collect for each micro-batch the op that keeps its gradients
 * @param total what the step minimises afterwards, without examples
 */
record Accumulation(List<Op> collect, Objective total) {

  /**
   * Of an objective over one micro-batch.
   *
   * @param each whether the gradients of the tasks are kept one by one
   * @param merged makes one gradient of the tasks, where they are not
   * @param updates what each micro-batch changes beside
   */
  static Accumulation of(
      Objective objective,
      int parts,
      boolean each,
      Function<Objective, Merged> merged,
      List<Function<Ops, Op>> updates) {
    Writer writer = new Writer(objective, parts);
    Objective total = each ? writer.taskByTask() : writer.summed(merged.apply(objective));
    return new Accumulation(writer.collect(updates), total);
  }

  private static final class Writer {
    private final Objective objective;
    private final int parts;
    private final Ops tf;
    private final List<WeightSums> sums = new ArrayList<>();
    private final List<Operand<TFloat32>> checks;

    private Writer(Objective objective, int parts) {
      this.objective = objective;
      this.parts = parts;
      this.tf = objective.tf().withSubScope("accumulation");
      this.checks = new ArrayList<>(objective.losses());
      for (Weight weight : objective.weights()) {
        sums.add(new WeightSums(tf, weight, parts));
      }
    }

    private Objective summed(Merged merged) {
      List<Operand<TFloat32>> terms = new ArrayList<>();
      for (Gradient gradient : merged.gradients()) {
        int w = objective.weights().indexOf(gradient.weight());
        terms.add(term(w, "sum", gradient.value()));
      }
      return total(List.of(sum(terms)), null);
    }

    private Objective taskByTask() {
      List<Weight> shared = objective.weights().stream().filter(Weight::shared).toList();
      List<Weight> own = objective.weights().stream().filter(w -> !w.shared()).toList();
      TaskGradients gradients =
          TaskGradients.of(objective, shared.stream().map(Weight::leaf).toList(), own);
      List<@Nullable List<Operand<TFloat32>>> each = new ArrayList<>();
      for (TaskStack stack : gradients.shared()) {
        each.add(stack == null ? null : stack.each(tf));
      }
      List<Operand<TFloat32>> losses = new ArrayList<>();
      for (int t = 0; t < objective.losses().size(); t++) {
        List<Operand<TFloat32>> terms = terms(shared, of(each, t), "task" + t);
        if (t == 0) {
          // Weights of one task are differentiated by the sum of all losses, whosever they are.
          terms.addAll(terms(own, gradients.own(), "own"));
        }
        losses.add(sum(terms));
      }
      return total(losses, penalty());
    }

    private static List<@Nullable Operand<TFloat32>> of(
        List<@Nullable List<Operand<TFloat32>>> each, int task) {
      List<@Nullable Operand<TFloat32>> own = new ArrayList<>();
      each.forEach(tasks -> own.add(tasks == null ? null : tasks.get(task)));
      return own;
    }

    private @Nullable Operand<TFloat32> penalty() {
      if (objective.penalty() == null) {
        return null;
      }
      List<Weight> weights = objective.weights();
      return sum(
          terms(
              weights,
              Backward.of(
                  objective.graph(),
                  List.of(objective.penalty()),
                  weights.stream().map(Weight::leaf).toList()),
              "penalty"));
    }

    private List<Operand<TFloat32>> terms(
        List<Weight> weights, List<@Nullable Operand<TFloat32>> gradients, String name) {
      List<Operand<TFloat32>> terms = new ArrayList<>();
      for (int i = 0; i < weights.size(); i++) {
        Operand<TFloat32> gradient = gradients.get(i);
        if (gradient != null) {
          terms.add(term(objective.weights().indexOf(weights.get(i)), name, gradient));
        }
      }
      return terms;
    }

    /** The weight times the mean of its gradients. */
    private Operand<TFloat32> term(int weight, String name, Operand<TFloat32> gradient) {
      checks.add(tf.nn.l2Loss(gradient));
      WeightSums own = sums.get(weight);
      Operand<TInt32> flat = tf.constant(new int[] {-1});
      return tf.sum(
          tf.math.mul(
              tf.reshape(own.whole().leaf(), flat), tf.reshape(own.mean(name, gradient), flat)),
          tf.constant(0));
    }

    private Operand<TFloat32> sum(List<Operand<TFloat32>> terms) {
      return terms.isEmpty() ? tf.constant(0f) : tf.math.addN(terms);
    }

    private Objective total(List<Operand<TFloat32>> losses, @Nullable Operand<TFloat32> penalty) {
      return new Objective(
          objective.graph(),
          objective.tf(),
          objective.variables(),
          objective.seed(),
          objective.counter(),
          objective.step(),
          objective.tasks(),
          losses,
          List.of(),
          penalty,
          sums.stream().map(WeightSums::whole).toList(),
          objective.learning(),
          List.of());
    }

    private List<Op> collect(List<Function<Ops, Op>> updates) {
      Op guard = tf.debugging.checkNumerics(tf.math.addN(checks), Guard.MESSAGE);
      Ops guarded = tf.withControlDependencies(guard);
      List<Op> changes = new ArrayList<>();
      updates.forEach(update -> changes.add(update.apply(guarded)));
      List<Op> collect = new ArrayList<>();
      for (int i = 0; i < parts; i++) {
        List<Op> own = new ArrayList<>(changes);
        for (WeightSums each : sums) {
          own.addAll(each.keep(guarded, i));
        }
        collect.add(tf.withControlDependencies(own).noOp());
      }
      return collect;
    }
  }
}
