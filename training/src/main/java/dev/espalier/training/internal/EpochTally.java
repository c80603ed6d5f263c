package dev.espalier.training.internal;

import dev.espalier.training.report.ConflictRate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the steps of an epoch add up to: losses, conflicts, skipped steps. */
final class EpochTally {
  private final List<String> tasks;
  private final double[] losses;
  private final long[] conflicts;
  private long steps;
  private long skipped;
  private double seconds;

  EpochTally(List<String> tasks) {
    this.tasks = tasks;
    this.losses = new double[tasks.size()];
    this.conflicts = new long[tasks.size() * tasks.size()];
  }

  /** Adds a step; a negative dot product of two tasks' gradients is a conflict. */
  void add(float[] losses, float[] gram, boolean measured) {
    steps++;
    for (int t = 0; t < losses.length; t++) {
      this.losses[t] += losses[t];
    }
    if (measured) {
      for (int i = 0; i < gram.length; i++) {
        conflicts[i] += gram[i] < 0 ? 1 : 0;
      }
    }
  }

  void skip() {
    skipped++;
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

  /** Mean loss of each task, divided by its weight. */
  Map<String, Double> losses(List<Float> weights) {
    Map<String, Double> means = new LinkedHashMap<>();
    for (int t = 0; t < tasks.size(); t++) {
      means.put(tasks.get(t), losses[t] / steps / weights.get(t));
    }
    return means;
  }

  List<ConflictRate> conflicts() {
    List<ConflictRate> rates = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      for (int j = i + 1; j < tasks.size(); j++) {
        double rate = steps == 0 ? 0 : conflicts[i * tasks.size() + j] / (double) steps;
        rates.add(new ConflictRate(tasks.get(i), tasks.get(j), rate));
      }
    }
    return rates;
  }

  /** The tally as text that {@link #read} takes back to the last bit. */
  String write() {
    return steps
        + ";"
        + skipped
        + ";"
        + seconds
        + ";"
        + Arrays.stream(losses).mapToObj(Double::toString).collect(Collectors.joining(","))
        + ";"
        + Arrays.stream(conflicts).mapToObj(Long::toString).collect(Collectors.joining(","));
  }

  static EpochTally read(List<String> tasks, String text) {
    EpochTally tally = new EpochTally(tasks);
    List<String> parts = Arrays.asList(text.split(";", -1));
    tally.steps = Long.parseLong(parts.get(0));
    tally.skipped = Long.parseLong(parts.get(1));
    tally.seconds = Double.parseDouble(parts.get(2));
    List<String> sums = Arrays.asList(parts.get(3).split(",", -1));
    List<String> counts = Arrays.asList(parts.get(4).split(",", -1));
    for (int t = 0; t < tally.losses.length; t++) {
      tally.losses[t] = Double.parseDouble(sums.get(t));
    }
    for (int i = 0; i < tally.conflicts.length; i++) {
      tally.conflicts[i] = Long.parseLong(counts.get(i));
    }
    return tally;
  }
}
