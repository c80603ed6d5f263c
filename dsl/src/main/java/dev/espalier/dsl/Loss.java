package dev.espalier.dsl;

/**
 * How a task's error is measured in training, where it is not the usual loss of its target: {@link
 * Losses} makes them, {@link Task#loss(Loss)} sets them.
 */
public sealed interface Loss
    permits Loss.CrossEntropy, Loss.Focal, Loss.Huber, Loss.Pairwise, LossDeclaration {

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

  /**
   * Pairwise ranking loss inside groups, such as the results of one query (RankNet; Burges et al.,
   * "Learning to Rank using Gradient Descent", ICML 2005): the mean of ln(1 + exp(s_j - s_i)) over
   * the pairs of a batch with label_i above label_j in one group, s being what the tower gives. For
   * binary, product, count and regression tasks.
   *
   * <p>A pair counts as much as the product of its examples' weights, so an example whose label is
   * missing or whose weight is 0 makes none, nor does one without a group. A batch without a pair
   * has loss 0. Batches keep the examples of a group next to one another; a group may still be cut
   * where a batch ends. What a step takes grows with the square of the batch size.
   *
   * <p>Alone it learns an order and no level: give the usual loss a share where the predictions
   * must mean something by themselves.
   *
   * @param group column of the group, words or numbers, in the training data only; one for all
   *     tasks
   * @param share share of this loss, in (0, 1]; the rest is the usual loss of the target; default 1
   */
  record Pairwise(String group, float share) implements Loss {

    /** The same loss with this share, the rest being the usual loss of the target. */
    public Pairwise share(float share) {
      return new Pairwise(group, share);
    }
  }
}
