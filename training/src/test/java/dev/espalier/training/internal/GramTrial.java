package dev.espalier.training.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.training.extension.MergeSite;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** A rule written once into a graph, to be asked for the weights of any Gram matrix. */
final class GramTrial implements AutoCloseable {
  private final InGraph in = new InGraph();
  private final Placeholder<TFloat32> gram;
  private final Placeholder<TInt64> step;
  private final Operand<TFloat32> weights;
  private final List<Op> updates;
  private final Operand<TInt32> orders;
  private final int written;

  GramTrial(MergeRule rule, int tasks) {
    gram = in.tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(tasks, tasks)));
    step = in.tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
    MergeSite site = new MergeSite(in.tf, tasks, 7, step);
    int before = count();
    Weighted weighted =
        rule instanceof MemoryRule remembering
            ? remembering.weights(site, new Memory(in.variables), gram)
            : new Weighted(((GramRule) rule).weights(site, gram), List.of());
    weights = weighted.weights();
    updates = weighted.updates().stream().map(update -> update.apply(in.tf)).toList();
    written = count() - before;
    orders = TaskOrder.of(site);
    in.initialize();
  }

  /** The weights of one Gram matrix under one rule, in its first step. */
  static double[] weights(MergeRule rule, double[][] matrix) {
    try (GramTrial trial = new GramTrial(rule, matrix.length)) {
      return trial.weights(matrix);
    }
  }

  /** The weights of step 0, of which nothing is remembered. */
  double[] weights(double[][] matrix) {
    return run(matrix, 0, List.of());
  }

  /** The weights of a step that is remembered. */
  double[] step(double[][] matrix, long number) {
    return run(matrix, number, updates);
  }

  /** The orders in which tasks meet in a step. */
  int[][] orders(long number) {
    try (TInt64 at = TInt64.scalarOf(number);
        Result result = in.session().runner().feed(step, at).fetch(orders).run()) {
      return TaskOrderTest.rows((TInt32) result.get(0));
    }
  }

  private double[] run(double[][] matrix, long number, List<Op> targets) {
    int n = matrix.length;
    float[] flat = new float[n * n];
    for (int i = 0; i < n * n; i++) {
      flat[i] = (float) matrix[i / n][i % n];
    }
    try (TFloat32 fed = InGraph.tensor(Shape.of(n, n), flat);
        TInt64 at = TInt64.scalarOf(number)) {
      Session.Runner runner = in.session().runner().feed(gram, fed).feed(step, at).fetch(weights);
      targets.forEach(runner::addTarget);
      try (Result result = runner.run()) {
        float[] w = InGraph.floats((TFloat32) result.get(0));
        double[] wide = new double[n];
        for (int i = 0; i < n; i++) {
          wide[i] = w[i];
        }
        return wide;
      }
    }
  }

  /** Number of ops that the rule wrote, constants aside. */
  int ops() {
    return written;
  }

  private int count() {
    int ops = 0;
    for (var each = in.graph.operations(); each.hasNext(); ) {
      ops += each.next().type().equals("Const") ? 0 : 1;
    }
    return ops;
  }

  @Override
  public void close() {
    in.close();
  }

  /** Holds that the rows times these weights sum to this vector, by the lengths of the rows. */
  static void assertSum(String what, double[][] rows, double[] weights, double[] expected) {
    double lengths = 0;
    double[] difference = new double[expected.length];
    for (int p = 0; p < expected.length; p++) {
      difference[p] = -expected[p];
      for (int t = 0; t < rows.length; t++) {
        difference[p] += weights[t] * rows[t][p];
      }
    }
    for (double[] row : rows) {
      lengths += VectorPcGrad.norm(row);
    }
    assertThat(VectorPcGrad.norm(difference)).as(what).isLessThanOrEqualTo(1e-5 * lengths);
  }
}
