package dev.espalier.training;

import java.util.List;

/**
 * Where task gradients are compared and merged: factories to import statically. Without one of
 * these a merge works on all shared weights, taken together.
 */
public final class SurgeryScopes {

  private SurgeryScopes() {}

  /** A merge in the blocks whose parameters' names start like this only, see {@link Within}. */
  public static Within within(GradientStep.Merge merge, String... starts) {
    return new Within(merge, List.of(starts));
  }

  /** A merge by the activations where the shared part ends, see {@link RepresentationLevel}. */
  public static RepresentationLevel representationLevel(GradientStep.Merge merge) {
    return new RepresentationLevel(merge);
  }
}
