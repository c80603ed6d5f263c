package dev.espalier.graph.internal;

import dev.espalier.graph.QuantileScale;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/**
 * Writes quantile scales, all columns at once: the segment a number is in, then a line in float64.
 * Beyond the ends of a scale lie segments of no height.
 */
final class QuantileEncoding {
  private final Ops tf;
  private final List<QuantileScale> scales;

  QuantileEncoding(Ops tf, List<QuantileScale> scales) {
    this.tf = tf;
    this.scales = scales;
  }

  /** Shares [batch, c] of numbers [batch, c], a scale for each column. */
  Operand<TFloat32> shares(Operand<TFloat32> x) {
    int columns = scales.size();
    int points = scales.stream().mapToInt(scale -> scale.values().size()).max().orElseThrow();
    int segments = points + 1;
    float[] values = new float[columns * points];
    Arrays.fill(values, Float.POSITIVE_INFINITY);
    // Of each segment: where it starts, how wide it is, and what is there; 1 where it has no width.
    double[] starts = new double[columns * segments];
    double[] widths = new double[columns * segments];
    double[] froms = new double[columns * segments];
    double[] heights = new double[columns * segments];
    float[] first = new float[columns];
    float[] last = new float[columns];
    for (int c = 0; c < columns; c++) {
      QuantileScale scale = scales.get(c);
      int n = scale.values().size();
      first[c] = scale.values().get(0);
      last[c] = scale.values().get(n - 1);
      for (int s = 0; s < segments; s++) {
        int at = c * segments + s;
        int low = Math.min(Math.max(s - 1, 0), n - 1);
        int high = Math.min(s, n - 1);
        boolean flat = low == high || s == 0;
        starts[at] = scale.values().get(low);
        widths[at] = flat ? 1 : (double) scale.values().get(high) - scale.values().get(low);
        froms[at] = scale.shares().get(low);
        heights[at] = flat ? 0 : (double) scale.shares().get(high) - scale.shares().get(low);
      }
      for (int p = 0; p < n; p++) {
        values[c * points + p] = scale.values().get(p);
      }
    }
    Operand<TInt32> turn = tf.constant(new int[] {1, 0});
    // Beyond the ends nothing changes; a number without end would, times a height of zero.
    Operand<TFloat32> byColumn =
        tf.math.minimum(tf.math.maximum(tf.linalg.transpose(x, turn), column(first)), column(last));
    Operand<TInt32> segment =
        tf.upperBound(
            tf.reshape(tf.constant(values), tf.constant(Shape.of(columns, points))), byColumn);
    Operand<TInt32> offsets = offsets(columns, segments);
    Operand<TInt32> place = tf.math.add(segment, offsets);
    Operand<TFloat64> wide = tf.dtypes.cast(byColumn, TFloat64.class);
    Operand<TFloat64> along =
        tf.math.div(tf.math.sub(wide, look(starts, place)), look(widths, place));
    Operand<TFloat64> share =
        tf.math.add(look(froms, place), tf.math.mul(along, look(heights, place)));
    return tf.linalg.transpose(tf.dtypes.cast(share, TFloat32.class), turn);
  }

  private Operand<TInt32> offsets(int columns, int segments) {
    int[] offsets = new int[columns];
    Arrays.setAll(offsets, c -> c * segments);
    return tf.reshape(tf.constant(offsets), tf.constant(new int[] {columns, 1}));
  }

  private Operand<TFloat32> column(float[] numbers) {
    return tf.reshape(tf.constant(numbers), tf.constant(new int[] {numbers.length, 1}));
  }

  private Operand<TFloat64> look(double[] table, Operand<TInt32> place) {
    return tf.gather(
        tf.constant(Shape.of(table.length), DataBuffers.of(table, false, false)),
        place,
        tf.constant(0));
  }
}
