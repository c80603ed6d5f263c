package dev.espalier.training.internal;

import dev.espalier.graph.internal.Weight;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.types.TFloat32;

/** Gradients of each loss by each weight, differentiated one loss at a time with no cleverness. */
final class TaskPasses {

  private TaskPasses() {}

  /** Loss after loss, weight after weight; zeros where a loss does not reach a weight. */
  static List<Operand<TFloat32>> of(
      InGraph in, List<Operand<TFloat32>> losses, List<Weight> weights) {
    List<Operand<TFloat32>> all = new ArrayList<>();
    for (Operand<TFloat32> loss : losses) {
      for (Weight weight : weights) {
        all.add(of(in, loss, weight.leaf()));
      }
    }
    return all;
  }

  private static Operand<TFloat32> of(InGraph in, Operand<TFloat32> loss, Operand<TFloat32> leaf) {
    try {
      Output<?> gradient =
          in.graph.addGradients(loss.asOutput(), new Output<?>[] {leaf.asOutput()})[0];
      return gradient.expect(TFloat32.class);
    } catch (TFInvalidArgumentException unreachable) {
      return in.tf.zerosLike(leaf);
    }
  }

  /** For each task its gradient by the shared weights, as one vector. */
  static double[][] shared(List<Weight> weights, List<float[]> each, int tasks) {
    double[][] rows = new double[tasks][];
    for (int t = 0; t < tasks; t++) {
      List<Double> row = new ArrayList<>();
      for (int i = 0; i < weights.size(); i++) {
        if (weights.get(i).shared()) {
          for (float value : each.get(t * weights.size() + i)) {
            row.add((double) value);
          }
        }
      }
      rows[t] = row.stream().mapToDouble(Double::doubleValue).toArray();
    }
    return rows;
  }

  /** The gradient by the i-th of n weights, summed over the losses. */
  static double[] summed(List<float[]> each, int i, int n) {
    double[] sum = new double[each.get(i).length];
    for (int at = i; at < each.size(); at += n) {
      for (int p = 0; p < sum.length; p++) {
        sum[p] += each.get(at)[p];
      }
    }
    return sum;
  }
}
