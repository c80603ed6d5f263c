package dev.espalier.graph.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;

/** Sums of rows, in blocks where there are many and by TensorFlow's op where there are few. */
class RunningSumTest {

  @ParameterizedTest
  @CsvSource({"1, 1", "300, 5", "4096, 8", "4095, 9", "4097, 8", "20000, 64", "70000, 1"})
  void areOfAllRowsUpToEach(int n, int m) {
    Random random = new Random(3);
    int[][] rows = new int[n][m];
    int[][] expected = new int[n][m];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < m; j++) {
        rows[i][j] = random.nextInt(2);
        expected[i][j] = rows[i][j] + (i == 0 ? 0 : expected[i - 1][j]);
      }
    }
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Operand<TInt32> sums = RunningSum.of(tf, tf.constant(rows));
      try (Result result = session.runner().fetch(sums).run()) {
        assertThat(StdArrays.array2dCopyOf((TInt32) result.get(0))).isDeepEqualTo(expected);
      }
    }
  }
}
