package dev.espalier.training;

import dev.espalier.dsl.Problem;

/**
 * Exponential moving averages of the weights, beside them: after each step an average moves towards
 * its weight by (1 - d) / (1 - d^t), where d is the decay and t the number of steps, so that it has
 * no share of where training began (zero-debiased, as the moments of Adam are: Kingma and Ba 2015,
 * section 3).
 *
 * <p>Training goes on with the weights. Validations, and so the best checkpoint and early stopping,
 * what a trained or loaded model predicts, and exports take the averages. Checkpoints hold both.
 *
 * <p>A row of a table has a clock of its own: it is averaged over the steps that gathered it, and t
 * counts those. Moving averages of normalisations, which no optimiser trains, are not averaged
 * again.
 *
 * @param decay in (0, 1), such as 0.999: about 1 / (1 - decay) steps count
 */
public record Ema(float decay) {

  /**
   * Checks the decay.
   *
   * @throws TrainingException where it is not inside of (0, 1)
   */
  public Ema {
    if (!(decay > 0 && decay < 1)) {
      throw new TrainingException(
          new Problem(
              "training.average.decay",
              decay + "",
              "above 0 and below 1",
              "Take 0.999, or leave the average out"));
    }
  }
}
