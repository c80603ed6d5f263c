package dev.espalier.training.study;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How good a training was over its epochs, in numbers of which more is better.
 *
 * @param scores by epoch, from 1; an epoch of which nothing is known is not there
 */
public record ScoreCurve(SortedMap<Integer, Double> scores) {

  /** Copies the map. */
  public ScoreCurve {
    scores = Collections.unmodifiableSortedMap(new TreeMap<>(scores));
  }

  /** The curve of these scores, the first of epoch 1. */
  public static ScoreCurve of(double... scores) {
    SortedMap<Integer, Double> byEpoch = new TreeMap<>();
    for (int i = 0; i < scores.length; i++) {
      byEpoch.put(i + 1, scores[i]);
    }
    return new ScoreCurve(byEpoch);
  }

  /** The same curve with one more epoch, or with another score in it. */
  public ScoreCurve with(int epoch, double score) {
    SortedMap<Integer, Double> more = new TreeMap<>(scores);
    more.put(epoch, score);
    return new ScoreCurve(more);
  }

  /** The last epoch; 0 before the first. */
  public int epoch() {
    return scores.isEmpty() ? 0 : scores.lastKey();
  }

  /** The best score up to and with an epoch; not a number where there is none. */
  public double bestBy(int epoch) {
    return scores.headMap(epoch + 1).values().stream()
        .mapToDouble(score -> score)
        .filter(score -> !Double.isNaN(score))
        .max()
        .orElse(Double.NaN);
  }

  /** The first epoch with the best score; 0 where no score is a number. */
  public int bestEpoch() {
    double best = bestBy(epoch());
    return scores.entrySet().stream()
        .filter(score -> score.getValue() == best)
        .mapToInt(Map.Entry::getKey)
        .findFirst()
        .orElse(0);
  }
}
