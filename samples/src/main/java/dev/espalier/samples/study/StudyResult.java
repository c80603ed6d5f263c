package dev.espalier.samples.study;

import dev.espalier.training.study.ParetoFrontier;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What came out of a study so far.
 *
 * @param study what was tried
 * @param trials how each of them went, in order
 */
public record StudyResult(PlannedStudy study, List<Trial> trials) {

  /** Copies the list. */
  public StudyResult {
    trials = List.copyOf(trials);
  }

  /** The trials that trained to their end and have a score. */
  public List<Trial> done() {
    return trials.stream()
        .filter(trial -> trial.state() == TrialState.DONE && !Double.isNaN(trial.score()))
        .toList();
  }

  /** The one with the best score, the first of several; empty while none is done. */
  public Optional<Trial> best() {
    // A stream's max is the last of several.
    return done().stream().sorted(Comparator.comparingDouble(trial -> -trial.score())).findFirst();
  }

  /** The trials that are done and that no other one beats in every objective. */
  public List<Trial> frontier() {
    return ParetoFrontier.of(done(), this::scores);
  }

  /** What the objectives are in the weights that a trial keeps, the larger the better. */
  private double[] scores(Trial trial) {
    List<Double> values = values(trial);
    double[] scores = new double[values.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = study.objectives().get(i).metric().score(values.get(i));
    }
    return scores;
  }

  /** The objectives in the weights that a trial keeps; not numbers without a validation. */
  public List<Double> values(Trial trial) {
    return trial
        .best()
        .map(Validation::objectives)
        .orElseGet(() -> study.objectives().stream().map(none -> Double.NaN).toList());
  }

  /** How many trials are in a state. */
  public long count(TrialState state) {
    return trials.stream().filter(trial -> trial.state() == state).count();
  }

  /** What a trial tries. */
  public TrialPlan plan(Trial trial) {
    return study.trials().get(trial.number() - 1);
  }
}
