package dev.espalier.samples.bench;

import dev.espalier.graph.Execution;
import dev.espalier.graph.internal.SessionSettings;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.NoOp;
import org.tensorflow.types.TFloat32;

/** How fast TensorFlow multiplies matrices that are neither small nor thin, on this machine. */
final class ProductRate {
  private static final long ROWS = 1024;
  private static final long INNER = 512;
  private static final long COLUMNS = 2048;

  /** Products per run, so that starting a run does not count. */
  private static final int PRODUCTS = 4;

  private static final int RUNS = 12;

  private ProductRate() {}

  /** The best of a few runs, in operations per second. */
  static double of(Execution execution) {
    try (Graph graph = new Graph();
        TFloat32 leftValue = halves(ROWS, INNER);
        TFloat32 rightValue = halves(INNER, COLUMNS)) {
      Ops tf = Ops.create(graph);
      // Fed, because products of constants are computed once.
      Operand<TFloat32> left = tf.placeholder(TFloat32.class);
      Operand<TFloat32> right = tf.placeholder(TFloat32.class);
      Ops last = tf;
      for (int i = 0; i < PRODUCTS; i++) {
        last = last.withControlDependencies(List.of(last.linalg.matMul(left, right)));
      }
      NoOp done = last.noOp();
      try (Session session = new Session(graph, SessionSettings.of(execution))) {
        double best = Double.MAX_VALUE;
        for (int run = 0; run < RUNS; run++) {
          long begin = System.nanoTime();
          session
              .runner()
              .feed(left, leftValue)
              .feed(right, rightValue)
              .addTarget(done)
              .run()
              .close();
          best = Math.min(best, (System.nanoTime() - begin) / 1e9);
        }
        return 2.0 * ROWS * INNER * COLUMNS * PRODUCTS / best;
      }
    }
  }

  private static TFloat32 halves(long rows, long columns) {
    float[] numbers = new float[(int) (rows * columns)];
    Arrays.fill(numbers, .5f);
    return TFloat32.tensorOf(Shape.of(rows, columns), DataBuffers.of(numbers));
  }
}
