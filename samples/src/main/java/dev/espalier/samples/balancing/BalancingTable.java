package dev.espalier.samples.balancing;

import dev.espalier.training.report.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.StandardDeviation;

/**
 * Test metrics per method and task: mean and standard deviation over the seeds, then the mean
 * difference from equal weights at the same seed with its standard error.
 */
public final class BalancingTable {

  private BalancingTable() {}

  /** The table of these methods on one data set, equal weights among them. */
  public static TextTable of(Map<String, List<Trial>> methods) {
    List<Trial> equal = methods.get(Method.baseline());
    if (equal == null) {
      throw new IllegalArgumentException("There is nothing to compare with: run equal weights.");
    }
    List<String> tasks = List.copyOf(equal.get(0).test().keySet());
    List<String> head = new ArrayList<>(List.of("method", "rate", "seeds"));
    for (String task : tasks) {
      head.add(task);
      head.add("less equal weights");
    }
    List<List<String>> rows = new ArrayList<>();
    new LinkedHashMap<>(methods)
        .forEach((method, trials) -> rows.add(row(method, trials, equal, tasks)));
    return new TextTable(head, rows);
  }

  private static List<String> row(
      String method, List<Trial> trials, List<Trial> equal, List<String> tasks) {
    List<String> cells =
        new ArrayList<>(
            List.of(
                method,
                Float.toString(trials.get(0).learningRate()),
                Integer.toString(trials.size())));
    for (String task : tasks) {
      double[] own = values(trials, task);
      double[] less = values(equal, task);
      for (int i = 0; i < less.length; i++) {
        less[i] = own[i] - less[i];
      }
      cells.add(plusMinus("%.4f ± %.4f", own, 1));
      cells.add(
          method.equals(Method.baseline())
              ? ""
              : plusMinus("%+.4f ± %.4f", less, Math.sqrt(less.length)));
    }
    return cells;
  }

  private static double[] values(List<Trial> trials, String task) {
    return trials.stream()
        .mapToDouble(trial -> trial.test().getOrDefault(task, Double.NaN))
        .toArray();
  }

  private static String plusMinus(String format, double[] values, double divisor) {
    return String.format(
        Locale.ROOT,
        format,
        Mean.of(values).getAsDouble(),
        StandardDeviation.of(values).getAsDouble() / divisor);
  }
}
