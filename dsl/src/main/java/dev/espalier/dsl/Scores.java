package dev.espalier.dsl;

import java.util.List;

/** Where the formulas of scores come from in Java: factories to import statically. */
public final class Scores {

  private Scores() {}

  /** A task's part in a score: its factor in a weighted sum, its power in a product. */
  public static Score.Term term(String task, float amount) {
    return new Score.Term(task, amount);
  }

  /** The sum of the tasks' predictions, each times its factor. */
  public static Score.WeightedSum weightedSum(Score.Term... terms) {
    return new Score.WeightedSum(List.of(terms));
  }

  /** The product of the tasks' predictions, each to its power. */
  public static Score.PowerProduct powerProduct(Score.Term... terms) {
    return new Score.PowerProduct(List.of(terms));
  }
}
