package dev.espalier.dsl;

/** Where losses come from in Java: factories to import statically. */
public final class Losses {

  private Losses() {}

  /** Cross-entropy with every setting at its default, to be changed. */
  public static Loss.CrossEntropy crossEntropy() {
    return new Loss.CrossEntropy(0f, 1f);
  }

  /** Focal loss with gamma 2 and alpha 0.25, as in the paper. */
  public static Loss.Focal focal() {
    return focal(2f, 0.25f);
  }

  /** Focal loss. */
  public static Loss.Focal focal(float gamma, float alpha) {
    return new Loss.Focal(gamma, alpha);
  }

  /** Huber's loss, squared up to this error and linear beyond. */
  public static Loss.Huber huber(float delta) {
    return new Loss.Huber(delta);
  }

  /** Pairwise ranking loss between examples of one group, without any of the usual loss. */
  public static Loss.Pairwise pairwise(String group) {
    return new Loss.Pairwise(group, 1f);
  }
}
