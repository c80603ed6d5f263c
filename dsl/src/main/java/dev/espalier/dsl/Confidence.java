package dev.espalier.dsl;

/**
 * How sure an answer is, as an {@link Exit} asks: the probability of the likeliest outcome. That is
 * the larger of p and 1 - p for a binary task and for a product, the largest probability for
 * classes, in order or not, and the least of its labels' for a multilabel task. A regression, a
 * count and a quantile say nothing of how sure they are.
 */
public final class Confidence {

  private Confidence() {}

  /** Whether the answers of such a task have a confidence. */
  public static boolean isDefined(Target target) {
    return target instanceof Target.Binary
        || target instanceof Target.Product
        || target instanceof Target.Multiclass
        || target instanceof Target.Ordinal
        || target instanceof Target.Multilabel;
  }

  /** Whether it is that of the classes together, not of each number by itself. */
  public static boolean isOfClasses(Target target) {
    return target instanceof Target.Multiclass || target instanceof Target.Ordinal;
  }

  /**
   * The confidence of one answer, in [0, 1].
   *
   * @param answers probabilities, example by example
   * @param row which example
   * @throws IllegalArgumentException for a target whose answers have none
   */
  public static float of(Target target, float[] answers, int row) {
    if (!isDefined(target)) {
      throw new IllegalArgumentException("The answers of " + target + " have no confidence.");
    }
    boolean classes = isOfClasses(target);
    float confidence = classes ? 0 : 1;
    int width = target.width();
    for (int i = row * width; i < (row + 1) * width; i++) {
      confidence =
          classes
              ? Math.max(confidence, answers[i])
              : Math.min(confidence, Math.max(answers[i], 1 - answers[i]));
    }
    return confidence;
  }
}
