package dev.espalier.training.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which tasks pull the shared weights the same way: clusters by average linkage over the mean
 * cosines of their gradients, joined while the mean cosine between two clusters is positive.
 *
 * @param pairs of tasks, with means over the run
 * @param clusters of tasks, each in the order of the topology
 */
public record TaskAffinity(List<GradientPair> pairs, List<List<String>> clusters) {

  /** Copies the lists. */
  public TaskAffinity {
    pairs = List.copyOf(pairs);
    clusters = clusters.stream().map(List::copyOf).toList();
  }

  /** The affinity of the tasks of this run; without pairs where nobody measured them. */
  public static TaskAffinity of(History history) {
    Map<List<String>, List<GradientPair>> byPair = new HashMap<>();
    List<List<String>> order = new ArrayList<>();
    for (Epoch epoch : history.epochs()) {
      for (GradientPair pair : epoch.pairs()) {
        List<String> key = List.of(pair.first(), pair.second());
        if (!byPair.containsKey(key)) {
          order.add(key);
        }
        byPair.computeIfAbsent(key, k -> new ArrayList<>()).add(pair);
      }
    }
    List<GradientPair> means = order.stream().map(byPair::get).map(TaskAffinity::mean).toList();
    return new TaskAffinity(means, means.isEmpty() ? List.of() : clusters(history.tasks(), means));
  }

  private static GradientPair mean(List<GradientPair> epochs) {
    GradientPair one = epochs.get(0);
    double rate = epochs.stream().mapToDouble(GradientPair::conflictRate).average().orElse(0);
    double cosine =
        epochs.stream()
            .mapToDouble(GradientPair::cosine)
            .filter(c -> !Double.isNaN(c))
            .average()
            .orElse(Double.NaN);
    return new GradientPair(one.first(), one.second(), rate, cosine);
  }

  private static List<List<String>> clusters(List<String> tasks, List<GradientPair> pairs) {
    List<List<String>> clusters = new ArrayList<>();
    tasks.forEach(task -> clusters.add(List.of(task)));
    while (true) {
      double best = 0;
      int into = -1;
      int from = -1;
      for (int i = 0; i < clusters.size(); i++) {
        for (int j = i + 1; j < clusters.size(); j++) {
          double between = linkage(clusters.get(i), clusters.get(j), pairs);
          if (between > best) {
            best = between;
            into = i;
            from = j;
          }
        }
      }
      if (into < 0) {
        return clusters;
      }
      List<String> both = new ArrayList<>(clusters.get(into));
      both.addAll(clusters.get(from));
      both.sort((a, b) -> Integer.compare(tasks.indexOf(a), tasks.indexOf(b)));
      clusters.set(into, both);
      clusters.remove(from);
    }
  }

  /** Mean cosine between the tasks of two clusters; pairs that never met do not count. */
  private static double linkage(List<String> a, List<String> b, List<GradientPair> pairs) {
    return pairs.stream()
        .filter(
            p ->
                a.contains(p.first()) && b.contains(p.second())
                    || b.contains(p.first()) && a.contains(p.second()))
        .mapToDouble(GradientPair::cosine)
        .filter(cosine -> !Double.isNaN(cosine))
        .average()
        .orElse(0);
  }
}
