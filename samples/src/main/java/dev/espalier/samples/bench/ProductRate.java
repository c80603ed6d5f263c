package dev.espalier.samples.bench;

import dev.espalier.graph.Execution;
import dev.espalier.graph.internal.SessionSettings;
import java.util.Arrays;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** How fast TensorFlow multiplies matrices that are neither small nor thin, on this machine. */
final class ProductRate {
  private static final int SIZE = 1024;

  /** Products per run, so that starting a run does not count. */
  private static final int PRODUCTS = 4;

  private static final int RUNS = 12;

  private ProductRate() {}

  /** The best of a few runs, in operations per second. */
  static double of(Execution execution) {
    try (Graph graph = new Graph();
        TFloat32 mean = filled(1f / SIZE)) {
      Ops tf = Ops.create(graph);
      // Fed, because products of constants are computed once.
      Operand<TFloat32> averaging = tf.placeholder(TFloat32.class);
      Operand<TFloat32> rows = averaging;
      for (int i = 0; i < PRODUCTS; i++) {
        rows = tf.linalg.matMul(rows, averaging);
      }
      int[] corner = {0, 0};
      Operand<TFloat32> read = tf.slice(rows, tf.constant(corner), tf.constant(new int[] {1, 1}));
      try (Session session = new Session(graph, SessionSettings.of(execution))) {
        double best = Double.MAX_VALUE;
        for (int run = 0; run < RUNS; run++) {
          long begin = System.nanoTime();
          session.runner().feed(averaging, mean).fetch(read).run().close();
          best = Math.min(best, (System.nanoTime() - begin) / 1e9);
        }
        return 2.0 * SIZE * SIZE * SIZE * PRODUCTS / best;
      }
    }
  }

  private static TFloat32 filled(float number) {
    float[] numbers = new float[SIZE * SIZE];
    Arrays.fill(numbers, number);
    return TFloat32.tensorOf(Shape.of(SIZE, SIZE), DataBuffers.of(numbers));
  }
}
