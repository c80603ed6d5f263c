package dev.espalier.samples.study;

import dev.espalier.training.study.ScoreCurve;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A trial, as far as it came.
 *
 * @param number from 1
 * @param state what became of it
 * @param validations in order of their epochs, each epoch once
 * @param seconds it trained, over all its processes
 * @param reason why it failed; null where it did not
 * @param process id and start of the process that ran it last, such as {@code 4711 since
 *     2026-01-01T00:00:00Z}; null before the first
 */
public record Trial(
    int number,
    TrialState state,
    List<Validation> validations,
    double seconds,
    @Nullable String reason,
    @Nullable String process) {

  /** Copies the list. */
  public Trial {
    validations = List.copyOf(validations);
  }

  /** A trial that has not begun. */
  public static Trial waiting(int number) {
    return new Trial(number, TrialState.WAITING, List.of(), 0, null, null);
  }

  /** The scores of its epochs. */
  public ScoreCurve curve() {
    TreeMap<Integer, Double> scores = new TreeMap<>();
    validations.forEach(each -> scores.put(each.epoch(), each.score()));
    return new ScoreCurve(scores);
  }

  /** The epochs it trained. */
  public int epochs() {
    return curve().epoch();
  }

  /** The validation that its score is best in: that of the weights it keeps; empty without one. */
  public Optional<Validation> best() {
    int epoch = curve().bestEpoch();
    return validations.stream().filter(each -> each.epoch() == epoch).findFirst();
  }

  /** The score of the best validation; not a number without one. */
  public double score() {
    return best().map(Validation::score).orElse(Double.NaN);
  }

  /** The same in another state. */
  Trial with(TrialState next) {
    return new Trial(number, next, validations, seconds, reason, process);
  }

  /** The same that has failed. */
  Trial failed(TrialState how, String why) {
    return new Trial(number, how, validations, seconds, why, process);
  }

  /** The same, run by a process. */
  Trial running(String by) {
    return new Trial(number, TrialState.RUNNING, validations, seconds, null, by);
  }

  /** The same after this much training. */
  Trial after(double trained) {
    return new Trial(number, state, validations, trained, reason, process);
  }

  /** The same with this validation, instead of an earlier one of its epoch. */
  Trial with(Validation validation) {
    List<Validation> all = new ArrayList<>(validations);
    all.removeIf(each -> each.epoch() == validation.epoch());
    all.add(validation);
    all.sort(Comparator.comparingInt(Validation::epoch));
    return new Trial(number, state, all, seconds, reason, process);
  }
}
