package dev.espalier.dsl;

/**
 * What a router of a {@link SparseMoe} picks experts for: each example, each position inside an
 * example, or each task.
 *
 * @see SparseMoe#perPosition
 * @see SparseMoe#perTask
 */
public sealed interface Granularity {
  /** For each example by itself. */
  Granularity PER_EXAMPLE = new PerExample();

  /** The word that means it in Java, Kotlin and JSON, such as {@code perPosition}. */
  String verb();

  /** For each example by itself: router and experts read its stream. */
  record PerExample() implements Granularity {
    @Override
    public String verb() {
      return "perExample";
    }
  }

  /**
   * For each position of a feature by itself, such as a step of a sequence or a pixel of an image:
   * router and experts read the vector at the position, as they read tokens in a transformer
   * (Shazeer et al. 2017; Fedus et al. 2021). What experts make of the positions is pooled and
   * stands beside the stream: [batch, width] gives [batch, width + units].
   *
   * <p>Positions that do not count are sent to no expert, take no place, count in no loss and are
   * not pooled.
   *
   * @param feature name of a sequence, an image or a list of categories
   * @param pooling mean, sum or maximum, over positions that count; default the mean. Weights of a
   *     list's values count as they do where the list itself is pooled
   */
  record PerPosition(String feature, Pooling pooling) implements Granularity {
    @Override
    public String verb() {
      return "perPosition";
    }
  }

  /**
   * For each task, whatever the example: the logits of a gate are numbers of the task that are
   * learned, so that in a step all examples of a task go to the same experts (task-level routing:
   * Kudugunta et al. 2021). Serving holds the experts that the tasks ended up with, and adds them
   * up with constant weights.
   */
  record PerTask() implements Granularity {
    @Override
    public String verb() {
      return "perTask";
    }
  }
}
