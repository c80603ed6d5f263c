package dev.espalier.training.metrics;

import org.jspecify.annotations.Nullable;

/**
 * {@link Auc} of probabilities that come batch by batch, in memory that does not grow: they are
 * counted in buckets of equal width, and two in one bucket count as a tie. What that changes at
 * most is known, see {@link #error}. For one thread.
 */
public final class StreamingAuc {
  private final double[] positives;
  private final double[] negatives;
  private boolean undefined;

  /**
   * Counts that are all 0.
   *
   * @param buckets between 0 and 1, at least 2, such as 65,536: 1 MB
   */
  public StreamingAuc(int buckets) {
    if (buckets < 2) {
      throw new IllegalArgumentException(
          "streaming AUC: received %d buckets; allowed are 2 or more. Take 65536."
              .formatted(buckets));
    }
    this.positives = new double[buckets];
    this.negatives = new double[buckets];
  }

  /**
   * Counts some more.
   *
   * @param probabilities [rows] of yes, in [0, 1]
   * @param labels [rows], 0 or 1
   * @param weights [rows], not negative; null for 1 everywhere
   */
  public void add(float[] probabilities, float[] labels, float @Nullable [] weights) {
    Rows.check(probabilities.length, 1, labels, weights);
    for (int row = 0; row < labels.length; row++) {
      float weight = Rows.weight(weights, row);
      if (weight > 0) {
        undefined |= Float.isNaN(probabilities[row]);
        int bucket = (int) ((double) probabilities[row] * positives.length);
        int place = Math.max(0, Math.min(positives.length - 1, bucket));
        (labels[row] > .5f ? positives : negatives)[place] += weight;
      }
    }
  }

  /** The area, within {@link #error} of the exact one; not a number where that is none. */
  public double value() {
    double pairs = 0;
    double below = 0;
    for (int b = 0; b < positives.length; b++) {
      pairs += positives[b] * (below + negatives[b] / 2);
      below += negatives[b];
    }
    return undefined ? Double.NaN : pairs / (sum(positives) * below);
  }

  /**
   * How far the value can be from the exact area: half of the share of pairs, by weight, that are
   * in one bucket. Rounding, of about 1e-12, is not in it.
   */
  public double error() {
    double together = 0;
    for (int b = 0; b < positives.length; b++) {
      together += positives[b] * negatives[b];
    }
    return together / 2 / (sum(positives) * sum(negatives));
  }

  private static double sum(double[] counts) {
    double sum = 0;
    for (double count : counts) {
      sum += count;
    }
    return sum;
  }
}
