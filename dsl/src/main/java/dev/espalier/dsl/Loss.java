package dev.espalier.dsl;

/**
 * How a task's error is measured in training, where it is not the usual loss of its target: {@link
 * Losses} makes them, {@link Task#loss(Loss)} sets them.
 */
public sealed interface Loss permits Loss.CrossEntropy, Loss.Focal, Loss.Huber, LossDeclaration {

  /**
   * Cross-entropy of binary, multilabel and multiclass tasks with softened labels or a heavier yes.
   *
   * @param labelSmoothing share of each label spread evenly over all answers (Szegedy et al. 2016,
   *     section 7): with e a binary label becomes (1 - e) label + e / 2; in [0, 1), default 0
   * @param positiveWeight factor of the loss where the label is yes, positive; default 1, and only
   *     1 for multiclass
   */
  record CrossEntropy(float labelSmoothing, float positiveWeight) implements Loss {

    /** The same loss with this share of each label spread over all answers. */
    public CrossEntropy labelSmoothing(float share) {
      return new CrossEntropy(share, positiveWeight);
    }

    /** The same loss with this factor where the label is yes. */
    public CrossEntropy positiveWeight(float factor) {
      return new CrossEntropy(labelSmoothing, factor);
    }
  }

  /**
   * Focal loss of binary and multilabel tasks, which dwells on examples that are hard (Lin et al.,
   * "Focal Loss for Dense Object Detection", 2017, equation 5): -alpha_t (1 - p_t)^gamma ln p_t,
   * p_t being the probability of the label.
   *
   * @param gamma how little easy examples count, not negative; usually 2
   * @param alpha factor where the label is yes, 1 - alpha where it is no; in (0, 1), usually 0.25
   */
  record Focal(float gamma, float alpha) implements Loss {}

  /**
   * Huber's loss of regression tasks (Huber 1964): e^2 / 2 for errors e up to delta, and delta (|e|
   * - delta / 2) beyond, so that outliers pull no harder than delta.
   *
   * @param delta positive, in the unit of the label; usually 1
   */
  record Huber(float delta) implements Loss {}
}
