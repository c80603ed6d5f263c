package dev.espalier.training.report;

import dev.espalier.training.metrics.TaskMetrics;
import java.util.ArrayList;
import java.util.List;

/**
 * How often two tasks moved against each other: from one validation to the next the main metric of
 * one became better while that of the other became worse (the seesaw of Tang et al. 2020). However
 * small a move is, it counts.
 *
 * @param first name of a task
 * @param second name of a later one
 * @param validations from the second on, those at which both metrics and the ones before are
 *     defined
 * @param firstRose at how many of them the first task's became better and the second's worse
 * @param secondRose at how many it was the other way around
 */
public record Seesaw(String first, String second, int validations, int firstRose, int secondRose) {

  /** Of each pair of tasks in this history, in the order of the tasks. */
  public static List<Seesaw> of(History history) {
    List<String> tasks =
        history.epochs().stream()
            .flatMap(epoch -> epoch.validation().stream())
            .map(TaskMetrics::task)
            .distinct()
            .toList();
    List<Seesaw> pairs = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      for (int j = i + 1; j < tasks.size(); j++) {
        pairs.add(of(history, tasks.get(i), tasks.get(j)));
      }
    }
    return pairs;
  }

  private static Seesaw of(History history, String first, String second) {
    int validations = 0;
    int firstRose = 0;
    int secondRose = 0;
    for (int e = 1; e < history.epochs().size(); e++) {
      Epoch before = history.epochs().get(e - 1);
      Epoch after = history.epochs().get(e);
      double sign = Math.signum(gain(first, before, after));
      double other = Math.signum(gain(second, before, after));
      if (!Double.isNaN(sign + other)) {
        validations++;
        firstRose += sign > 0 && other < 0 ? 1 : 0;
        secondRose += sign < 0 && other > 0 ? 1 : 0;
      }
    }
    return new Seesaw(first, second, validations, firstRose, secondRose);
  }

  /** How much better the main metric of a task became; not a number where it is not defined. */
  private static double gain(String task, Epoch before, Epoch after) {
    return score(task, after) - score(task, before);
  }

  private static double score(String task, Epoch epoch) {
    return epoch.validation().stream()
        .filter(metrics -> metrics.task().equals(task))
        .mapToDouble(metrics -> metrics.main().score(metrics.mainValue()))
        .findFirst()
        .orElse(Double.NaN);
  }

  /** At how many validations one of them rose while the other fell. */
  public int count() {
    return firstRose + secondRose;
  }
}
