package dev.espalier.training.internal;

import dev.espalier.training.extension.MergeSite;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** A rule written once into a graph, to be asked for the weights of any Gram matrix. */
final class GramTrial implements AutoCloseable {
  private final InGraph in = new InGraph();
  private final Placeholder<TFloat32> gram;
  private final Placeholder<TInt64> step;
  private final Operand<TFloat32> weights;

  GramTrial(GramRule rule, int tasks) {
    gram = in.tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(tasks, tasks)));
    step = in.tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
    weights = rule.weights(new MergeSite(in.tf, tasks, 7, step), gram);
  }

  /** The weights of one Gram matrix under one rule. */
  static double[] weights(GramRule rule, double[][] matrix) {
    try (GramTrial trial = new GramTrial(rule, matrix.length)) {
      return trial.weights(matrix);
    }
  }

  double[] weights(double[][] matrix) {
    int n = matrix.length;
    float[] flat = new float[n * n];
    for (int i = 0; i < n * n; i++) {
      flat[i] = (float) matrix[i / n][i % n];
    }
    try (TFloat32 fed = InGraph.tensor(Shape.of(n, n), flat);
        TInt64 number = TInt64.scalarOf(0);
        Result result =
            in.session().runner().feed(gram, fed).feed(step, number).fetch(weights).run()) {
      float[] w = InGraph.floats((TFloat32) result.get(0));
      double[] wide = new double[n];
      for (int i = 0; i < n; i++) {
        wide[i] = w[i];
      }
      return wide;
    }
  }

  /** Number of ops that the rule wrote, constants and the two placeholders aside. */
  int ops() {
    int ops = -2;
    for (var each = in.graph.operations(); each.hasNext(); ) {
      ops += each.next().type().equals("Const") ? 0 : 1;
    }
    return ops;
  }

  @Override
  public void close() {
    in.close();
  }
}
