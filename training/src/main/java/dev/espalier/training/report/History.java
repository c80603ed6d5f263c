package dev.espalier.training.report;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What a training run did, validation by validation.
 *
 * @param epochs in order
 * @see HistoryJson
 * @see HistoryCsv
 */
public record History(List<Epoch> epochs) {

  /** Copies the list. */
  public History {
    epochs = List.copyOf(epochs);
  }

  /** A run that has not begun. */
  public static History empty() {
    return new History(List.of());
  }

  /** The same history with one more validation. */
  public History with(Epoch epoch) {
    return new History(Stream.concat(epochs.stream(), Stream.of(epoch)).toList());
  }

  /** Names of the tasks, in the order of the topology. */
  public List<String> tasks() {
    return epochs.stream()
        .map(epoch -> epoch.losses().keySet())
        .flatMap(Collection::stream)
        .distinct()
        .toList();
  }

  /** The mean conflict rate over all pairs and validations; empty where nobody measured it. */
  public OptionalDouble conflictRate() {
    return epochs.stream()
        .flatMap(epoch -> epoch.pairs().stream())
        .mapToDouble(GradientPair::conflictRate)
        .average();
  }

  /** Training examples per second, the mean over the epochs; 0 before the first. */
  public double examplesPerSecond() {
    return epochs.stream().mapToDouble(Epoch::examplesPerSecond).average().orElse(0);
  }

  /** Whether there are blocks with a router, of which it tells what they did. */
  public boolean isRouted() {
    return epochs.stream().anyMatch(epoch -> !epoch.routing().isEmpty());
  }

  /** Tasks that are frozen, each with the epoch after which it was, in that order. */
  public Map<String, Integer> frozen() {
    Map<String, Integer> frozen = new LinkedHashMap<>();
    epochs.forEach(
        epoch -> epoch.frozen().forEach(task -> frozen.putIfAbsent(task, epoch.epoch())));
    return Collections.unmodifiableMap(frozen);
  }

  /** How often two tasks moved against each other, for each pair in the order of the tasks. */
  public List<Seesaw> seesaws() {
    return Seesaw.of(this);
  }

  /** Steps that changed nothing, in all. */
  public long skippedSteps() {
    return epochs.stream().mapToLong(Epoch::skippedSteps).sum();
  }
}
