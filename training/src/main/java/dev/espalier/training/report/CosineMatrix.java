package dev.espalier.training.report;

import java.util.List;

/**
 * The mean cosines between the task gradients of an epoch.
 *
 * @param tasks in the order of the topology
 * @param cosines of all pairs, one row per task, ones on the diagonal; not a number where nobody
 *     measured one
 */
public record CosineMatrix(List<String> tasks, List<List<Double>> cosines) {

  /** Copies the lists. */
  public CosineMatrix {
    tasks = List.copyOf(tasks);
    cosines = cosines.stream().map(List::copyOf).toList();
  }

  /** The matrix of an epoch. */
  public static CosineMatrix of(Epoch epoch) {
    List<String> tasks = List.copyOf(epoch.losses().keySet());
    return new CosineMatrix(
        tasks,
        tasks.stream()
            .map(row -> tasks.stream().map(column -> cosine(epoch, row, column)).toList())
            .toList());
  }

  private static double cosine(Epoch epoch, String row, String column) {
    if (row.equals(column)) {
      return 1;
    }
    List<String> both = List.of(row, column);
    return epoch.pairs().stream()
        .filter(pair -> both.contains(pair.first()) && both.contains(pair.second()))
        .mapToDouble(GradientPair::cosine)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** The picture, with the tasks' names: from red for -1 over white to blue for 1. */
  public Heatmap heatmap() {
    return new Heatmap(tasks, tasks, cosines);
  }
}
