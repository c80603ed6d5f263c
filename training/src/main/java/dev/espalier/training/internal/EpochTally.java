package dev.espalier.training.internal;

import dev.espalier.training.report.GradientPair;
import dev.espalier.training.report.GradientShare;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the steps of an epoch add up to: losses, what is between gradients, skipped steps. A step
 * counts for a task where its loss is not 0, as it is where no row has its label.
 */
final class EpochTally {
  private final List<String> tasks;
  private final double[] losses;
  private final long[] seen;
  private final long[] conflicts;
  private final double[] cosines;
  private final long[] angles;
  private final double[] norms;
  private final double[] weights;
  private long steps;
  private long skipped;
  private int skippedInARow;
  private double seconds;

  EpochTally(List<String> tasks) {
    int n = tasks.size();
    this.tasks = tasks;
    this.losses = new double[n];
    this.seen = new long[n];
    this.conflicts = new long[n * n];
    this.cosines = new double[n * n];
    this.angles = new long[n * n];
    this.norms = new double[n];
    this.weights = new double[n];
  }

  /** Adds a step; a negative dot product of two tasks' gradients is a conflict. */
  void add(Readings step, boolean measured) {
    steps++;
    skippedInARow = 0;
    for (int t = 0; t < losses.length; t++) {
      losses[t] += step.losses()[t];
      seen[t] += step.losses()[t] == 0 ? 0 : 1;
    }
    for (int i = 0; measured && i < losses.length; i++) {
      norms[i] += Math.sqrt(Math.max(0, step.product(i, i)));
      weights[i] += step.weight(i);
      for (int j = i + 1; j < losses.length; j++) {
        add(i * losses.length + j, step.product(i, j), step.product(i, i), step.product(j, j));
      }
    }
  }

  private void add(int pair, double product, double first, double second) {
    conflicts[pair] += product < 0 ? 1 : 0;
    if (first > 0 && second > 0) {
      // Rounding must not make a cosine of more than 1.
      double cosine = product / Math.sqrt(first) / Math.sqrt(second);
      cosines[pair] += Math.max(-1, Math.min(1, cosine));
      angles[pair]++;
    }
  }

  /** Counts a step that was not taken; how many in a row it makes, over epochs too. */
  int skip() {
    skipped++;
    return ++skippedInARow;
  }

  /** A tally of the next epoch. */
  EpochTally next() {
    EpochTally next = new EpochTally(tasks);
    next.skippedInARow = skippedInARow;
    return next;
  }

  void time(double seconds) {
    this.seconds += seconds;
  }

  double seconds() {
    return seconds;
  }

  long steps() {
    return steps;
  }

  long skipped() {
    return skipped;
  }

  /** Mean loss of each task, divided by its weight; 0 of one without any label. */
  Map<String, Double> losses(List<Float> weights) {
    Map<String, Double> means = new LinkedHashMap<>();
    for (int t = 0; t < tasks.size(); t++) {
      means.put(tasks.get(t), losses[t] / counted(t) / weights.get(t));
    }
    return means;
  }

  /** Steps that count for a task; all of them, each of which adds 0, where none does. */
  private long counted(int task) {
    return seen[task] == 0 ? steps : seen[task];
  }

  List<GradientPair> pairs() {
    List<GradientPair> pairs = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      for (int j = i + 1; j < tasks.size(); j++) {
        int pair = i * tasks.size() + j;
        double rate = angles[pair] == 0 ? 0 : conflicts[pair] / (double) angles[pair];
        double cosine = cosines[pair] / angles[pair];
        pairs.add(new GradientPair(tasks.get(i), tasks.get(j), rate, cosine));
      }
    }
    return pairs;
  }

  List<GradientShare> gradients() {
    List<GradientShare> shares = new ArrayList<>();
    for (int t = 0; t < tasks.size(); t++) {
      shares.add(new GradientShare(tasks.get(t), norms[t] / counted(t), weights[t] / steps));
    }
    return shares;
  }

  /** The tally as text that {@link #read} takes back to the last bit. */
  String write() {
    return String.join(
        ";",
        List.of(
            Long.toString(steps),
            Long.toString(skipped),
            Double.toString(seconds),
            text(losses),
            text(seen),
            text(conflicts),
            text(cosines),
            text(angles),
            text(norms),
            text(weights),
            Integer.toString(skippedInARow)));
  }

  private static String text(double[] numbers) {
    return Arrays.stream(numbers).mapToObj(Double::toString).collect(Collectors.joining(","));
  }

  private static String text(long[] numbers) {
    return Arrays.stream(numbers).mapToObj(Long::toString).collect(Collectors.joining(","));
  }

  static EpochTally read(List<String> tasks, String text) {
    EpochTally tally = new EpochTally(tasks);
    List<String> parts = Arrays.asList(text.split(";", -1));
    tally.steps = Long.parseLong(parts.get(0));
    tally.skipped = Long.parseLong(parts.get(1));
    tally.seconds = Double.parseDouble(parts.get(2));
    read(parts.get(3), tally.losses);
    read(parts.get(4), tally.seen);
    read(parts.get(5), tally.conflicts);
    read(parts.get(6), tally.cosines);
    read(parts.get(7), tally.angles);
    read(parts.get(8), tally.norms);
    read(parts.get(9), tally.weights);
    tally.skippedInARow = parts.size() > 10 ? Integer.parseInt(parts.get(10)) : 0;
    return tally;
  }

  private static void read(String text, double[] into) {
    List<String> numbers = Arrays.asList(text.split(",", -1));
    Arrays.setAll(into, i -> Double.parseDouble(numbers.get(i)));
  }

  private static void read(String text, long[] into) {
    List<String> numbers = Arrays.asList(text.split(",", -1));
    Arrays.setAll(into, i -> Long.parseLong(numbers.get(i)));
  }
}
