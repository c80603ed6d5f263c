package dev.espalier.training;

import dev.espalier.training.data.Examples;
import org.jspecify.annotations.Nullable;

/**
 * What an export leaves out beside what nobody reads.
 *
 * @param reaching examples by which experts are kept: those that none of them reaches are left out;
 *     null where all are kept
 */
public record Export(@Nullable Examples reaching) {

  /** All experts, whoever reaches them; the default. */
  public static Export whole() {
    return new Export(null);
  }

  /**
   * Leaves the experts out that no gate picks for any of these examples, such as those of the
   * validation part, so that their answers stay. A further example that would have gone to one of
   * them goes to the next best expert of its gate: next by its logits or its leaves, and for a hash
   * across the plane that it is nearest to. Weights that are a softmax over the picked experts are
   * those of the experts it goes to; those that are shares of all stay as they were, and its output
   * is smaller.
   *
   * @param examples at least one row; labels are not needed
   */
  public static Export dropUnreached(Examples examples) {
    return new Export(examples);
  }
}
