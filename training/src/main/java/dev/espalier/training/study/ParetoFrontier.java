package dev.espalier.training.study;

import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** Candidates of which none is beaten: where one task gains only at the cost of another. */
public final class ParetoFrontier {

  private ParetoFrontier() {}

  /**
   * The candidates that no other one dominates, which is at least as good in every score and better
   * in one. Of several with the same scores all are there.
   *
   * @param scores as many of each candidate, of which more is better; a candidate with one that is
   *     not a number is left out
   * @return in the order of the candidates
   */
  public static <T> List<T> of(List<T> candidates, Function<? super T, double[]> scores) {
    record Scored<T>(T candidate, double[] scores) {}
    List<Scored<T>> all =
        candidates.stream()
            .map(each -> new Scored<T>(each, scores.apply(each)))
            .filter(each -> DoubleStream.of(each.scores()).noneMatch(Double::isNaN))
            .toList();
    return all.stream()
        .filter(each -> all.stream().noneMatch(by -> dominates(by.scores(), each.scores())))
        .map(Scored::candidate)
        .toList();
  }

  /** Whether these scores are at least as good everywhere, and better somewhere. */
  public static boolean dominates(double[] scores, double[] others) {
    boolean better = false;
    for (int i = 0; i < scores.length; i++) {
      if (scores[i] < others[i]) {
        return false;
      }
      better |= scores[i] > others[i];
    }
    return better;
  }
}
