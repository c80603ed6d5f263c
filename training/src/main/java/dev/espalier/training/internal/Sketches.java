package dev.espalier.training.internal;

import dev.espalier.graph.internal.InitialValues;
import dev.espalier.graph.internal.Objective;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** The inputs of products times matrices of random signs, new ones at each step. */
final class Sketches {
  /** Signs in one drawn number. */
  private static final int BITS = 32;

  private Sketches() {}

  /**
   * For each product its inputs · S, [batch, rank] or [n, batch, rank], and a 1 more where it has
   * an offset. What several products read is multiplied once, by the signs of all of them.
   */
  static Map<SketchedProduct, Operand<TFloat32>> of(
      Ops tf, Objective objective, List<SketchedProduct> products, int rank) {
    Map<Output<TFloat32>, List<SketchedProduct>> byInputs = new LinkedHashMap<>();
    for (SketchedProduct product : products) {
      byInputs
          .computeIfAbsent(product.inputs().asOutput(), inputs -> new ArrayList<>())
          .add(product);
    }
    Map<SketchedProduct, Operand<TFloat32>> all = new LinkedHashMap<>();
    byInputs.forEach(
        (inputs, readers) -> {
          List<Operand<TFloat32>> parts = parts(tf, objective, inputs, readers, rank);
          for (int i = 0; i < readers.size(); i++) {
            all.put(readers.get(i), withOnes(tf, readers.get(i), parts.get(i)));
          }
        });
    return all;
  }

  private static List<Operand<TFloat32>> parts(
      Ops tf,
      Objective objective,
      Operand<TFloat32> inputs,
      List<SketchedProduct> readers,
      int rank) {
    SketchedProduct first = readers.get(0);
    Operand<TInt64> key =
        tf.stack(
            List.of(
                tf.constant(
                    InitialValues.key(
                        objective.seed(), "training/sketch/" + first.weight().name())),
                objective.step()));
    int columns = rank * readers.size();
    Operand<TFloat32> signs = signs(tf, key, first.width(), columns, 1 / Math.sqrt(rank));
    int axes = inputs.shape().numDimensions();
    Operand<TFloat32> rows =
        axes == 2 ? inputs : tf.reshape(inputs, tf.constant(new long[] {-1, first.width()}));
    Operand<TFloat32> product = tf.linalg.matMul(rows, signs);
    if (axes > 2) {
      long n = inputs.shape().get(0);
      product = tf.reshape(product, tf.constant(new long[] {n, -1, columns}));
    }
    return readers.size() == 1
        ? List.of(product)
        : List.copyOf(tf.split(tf.constant(axes - 1), product, (long) readers.size()).output());
  }

  /** A matrix of this size, either sign as likely: a bit of a random number each. */
  private static Operand<TFloat32> signs(
      Ops tf, Operand<TInt64> key, long rows, int columns, double size) {
    int words = (columns + BITS - 1) / BITS;
    int[] masks = new int[BITS];
    for (int bit = 0; bit < BITS; bit++) {
      masks[bit] = 1 << bit;
    }
    Operand<TInt32> drawn =
        tf.random.statelessRandomUniformFullInt(
            tf.constant(new long[] {rows, words, 1}), key, TInt32.class);
    Operand<TInt32> masked = tf.bitwise.bitwiseAnd(drawn, tf.constant(masks));
    Operand<TFloat32> bits =
        tf.dtypes.cast(tf.math.notEqual(masked, tf.constant(0)), TFloat32.class);
    Operand<TFloat32> all = tf.reshape(bits, tf.constant(new long[] {rows, (long) words * BITS}));
    Operand<TFloat32> used =
        columns == words * BITS
            ? all
            : tf.slice(all, tf.constant(new int[] {0, 0}), tf.constant(new int[] {-1, columns}));
    return tf.math.sub(
        tf.math.mul(used, tf.constant((float) (2 * size))), tf.constant((float) size));
  }

  private static Operand<TFloat32> withOnes(
      Ops tf, SketchedProduct product, Operand<TFloat32> sketched) {
    if (product.offset() == null) {
      return sketched;
    }
    int[][] paddings = new int[product.inputs().shape().numDimensions()][2];
    paddings[paddings.length - 1][1] = 1;
    return tf.pad(sketched, tf.constant(paddings), tf.constant(1f));
  }
}
