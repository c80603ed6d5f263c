package dev.espalier.graph.internal;

import dev.espalier.dsl.Capacity.Overflow;
import dev.espalier.dsl.SparseMoe;
import dev.espalier.dsl.ThresholdRouter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A sparse mixture in training, example by example, on the topologies of SparseTopologies. */
final class SparseReference {
  private final SparseMoe block;
  private final Map<String, float[]> parameters;
  private final double[][] rows;
  private int dropped;
  private final Map<Integer, int[]> kept = new HashMap<>();
  private final Map<Integer, Double> entropies = new HashMap<>();
  private int[] computed = {};

  SparseReference(SparseMoe block, Map<String, float[]> parameters, float[] numbers) {
    this.block = block;
    this.parameters = parameters;
    this.rows = new double[numbers.length / 4][];
    for (int b = 0; b < rows.length; b++) {
      double[] x = new double[4];
      for (int i = 0; i < 4; i++) {
        x[i] = numbers[4 * b + i];
      }
      rows[b] = layer("shared0/sharedBottom/0", x);
    }
  }

  /** Choices that found no place. */
  int dropped() {
    return dropped;
  }

  /** Choices of this gate that found a place, by expert. */
  int[] kept(int gate) {
    return kept.get(gate);
  }

  /** Examples that each expert computed. */
  int[] computed() {
    return computed;
  }

  /** The sum over the examples of the entropies of this gate. */
  double entropies(int gate) {
    return entropies.get(gate);
  }

  /** The streams out [batch, width], of gates with these names. */
  List<float[]> outputs(List<String> gates) {
    int batch = rows.length;
    int experts = block.experts();
    int k = block.router().k();
    int[][] counts = new int[gates.size()][batch];
    float factor = block.capacity().training();
    int places = block.capacity().places(factor, k * gates.size(), experts, batch);
    double[][][] shares = new double[gates.size()][batch][];
    int[][][] ranked = new int[gates.size()][batch][];
    for (int g = 0; g < gates.size(); g++) {
      for (int b = 0; b < batch; b++) {
        double[] own = softmax(rows[b], "shared1/sparseMoe" + gates.get(g) + "/gate/kernel");
        shares[g][b] = own;
        ranked[g][b] =
            IntStream.range(0, experts)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer e) -> -own[e]))
                .mapToInt(e -> e)
                .toArray();
        counts[g][b] = taken(own);
      }
    }
    boolean[][] placed = new boolean[batch][experts];
    int[] load = new int[experts];
    boolean[][] asked = new boolean[batch][experts];
    for (int j = 0; j < k; j++) {
      for (int b = 0; b < batch; b++) {
        for (int g = 0; g < gates.size(); g++) {
          if (j < counts[g][b]) {
            ask(b, ranked[g][b][j], asked, placed, load, places);
          }
        }
      }
    }
    int[][][] settled = new int[gates.size()][batch][];
    boolean[][] before = new boolean[batch][];
    for (int b = 0; b < batch; b++) {
      before[b] = placed[b].clone();
      for (int g = 0; g < gates.size(); g++) {
        settled[g][b] = new int[counts[g][b]];
      }
    }
    boolean[][] again = new boolean[batch][experts];
    for (int j = 0; j < k; j++) {
      for (int b = 0; b < batch; b++) {
        for (int g = 0; g < gates.size(); g++) {
          if (j >= counts[g][b]) {
            continue;
          }
          int row = b;
          int[] own = ranked[g][b];
          int rank =
              counts[g][b] + (int) IntStream.range(0, j).filter(i -> !before[row][own[i]]).count();
          int first = own[j];
          settled[g][b][j] = first;
          boolean tries =
              block.capacity().overflow() == Overflow.NEXT_BEST
                  && !before[b][first]
                  && rank < Math.min(2 * k, experts);
          if (tries) {
            int second = ranked[g][b][rank];
            if (!placed[b][second]) {
              ask(b, second, again, placed, load, places);
            }
            settled[g][b][j] = placed[b][second] ? second : first;
          }
        }
      }
    }
    List<float[]> outputs = new ArrayList<>();
    for (int g = 0; g < gates.size(); g++) {
      outputs.add(sums(settled[g], shares[g], placed));
      kept.put(g, kept(settled[g], placed));
      entropies.put(
          g,
          Arrays.stream(shares[g])
              .flatMapToDouble(Arrays::stream)
              .map(p -> -p * Math.log(p))
              .sum());
    }
    computed = load;
    return outputs;
  }

  /** Of how many of its best experts an example asks for a place. */
  private int taken(double[] shares) {
    return block.router() instanceof ThresholdRouter some
        ? (int)
            Math.max(
                1, Math.min(some.k(), Arrays.stream(shares).filter(s -> s > some.share()).count()))
        : block.router().k();
  }

  private int[] kept(int[][] settled, boolean[][] placed) {
    int[] counts = new int[block.experts()];
    for (int b = 0; b < settled.length; b++) {
      for (int e : settled[b]) {
        counts[e] += placed[b][e] ? 1 : 0;
      }
    }
    return counts;
  }

  private float[] sums(int[][] settled, double[][] shares, boolean[][] placed) {
    int width = block.layers().outputWidth(0);
    float[] out = new float[rows.length * width];
    for (int b = 0; b < rows.length; b++) {
      boolean any = false;
      for (int e : settled[b]) {
        if (!placed[b][e]) {
          dropped++;
          continue;
        }
        any = true;
        double[] y = layer("shared1/sparseMoe/experts/" + e, rows[b]);
        for (int i = 0; i < width; i++) {
          out[b * width + i] += (float) (shares[b][e] * y[i]);
        }
      }
      for (int i = 0; i < width && !any && width == rows[b].length; i++) {
        out[b * width + i] = (float) rows[b][i];
      }
    }
    return out;
  }

  private static void ask(
      int b, int e, boolean[][] asked, boolean[][] placed, int[] load, int places) {
    if (!asked[b][e]) {
      asked[b][e] = true;
      if (load[e] < places) {
        load[e]++;
        placed[b][e] = true;
      }
    }
  }

  private double[] softmax(double[] x, String kernel) {
    double[] logits = product(x, parameters.get(kernel));
    double sum = 0;
    for (int e = 0; e < logits.length; e++) {
      logits[e] = Math.exp(logits[e]);
      sum += logits[e];
    }
    for (int e = 0; e < logits.length; e++) {
      logits[e] /= sum;
    }
    return logits;
  }

  private double[] layer(String name, double[] x) {
    double[] y = product(x, parameters.get(name + "/layer0/kernel"));
    float[] bias = parameters.get(name + "/layer0/bias");
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.tanh(y[i] + bias[i]);
    }
    return y;
  }

  private static double[] product(double[] x, float[] matrix) {
    double[] y = new double[matrix.length / x.length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < y.length; j++) {
        y[j] += x[i] * matrix[i * y.length + j];
      }
    }
    return y;
  }
}
