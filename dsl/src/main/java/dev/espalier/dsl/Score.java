package dev.espalier.dsl;

import java.util.List;

/**
 * A number that a model serves beside its tasks, made of what it predicts for them: what a list is
 * ranked by. It has no labels and no loss.
 *
 * @param name name of the score, unlike that of any task, and prefix of its output
 * @param formula how the predictions make it
 * @see Scores
 */
public record Score(String name, Formula formula) {

  /**
   * A task's part in a score.
   *
   * @param task name of a task with one number per example
   * @param amount the factor of its prediction in a weighted sum, its power in a product
   */
  public record Term(String task, float amount) {}

  /** How a score is made. */
  public sealed interface Formula {

    /** The tasks it reads, each once. */
    List<Term> terms();

    /** The score of predictions that stand at the places of the terms. */
    double of(double[] predictions);
  }

  /**
   * The sum of factor times prediction: probability, rate, value or quantile.
   *
   * @param terms at least one; factors between -1e9 and 1e9
   */
  public record WeightedSum(List<Term> terms) implements Formula {
    /** Copies the list. */
    public WeightedSum {
      terms = List.copyOf(terms);
    }

    @Override
    public double of(double[] predictions) {
      double sum = 0;
      for (int i = 0; i < predictions.length; i++) {
        sum += terms.get(i).amount() * predictions[i];
      }
      return sum;
    }
  }

  /**
   * The product of prediction to the power of something, over tasks whose predictions are not
   * negative: binary tasks, products and counts. Computed by way of logarithms; 0 to the power of 0
   * is 1, and 0 to any other power is 0. It ends at e^88, where float32 does.
   *
   * @param terms at least one; powers between 0 and 100
   */
  public record PowerProduct(List<Term> terms) implements Formula {
    /** Logarithm of the largest score. */
    public static final float MOST_LOG = 88f;

    /** Copies the list. */
    public PowerProduct {
      terms = List.copyOf(terms);
    }

    @Override
    public double of(double[] predictions) {
      double log = 0;
      for (int i = 0; i < predictions.length; i++) {
        log += terms.get(i).amount() == 0 ? 0 : terms.get(i).amount() * Math.log(predictions[i]);
      }
      return Math.exp(Math.min(log, MOST_LOG));
    }
  }
}
