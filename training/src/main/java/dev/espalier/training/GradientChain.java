package dev.espalier.training;

import dev.espalier.dsl.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What happens to the gradients of a step, in order: at most one weighting, at most one merge, any
 * number of transforms, one update.
 *
 * @param weighting weighs the losses, beside the weights that tasks have; null for no more
 * @param merge makes one gradient of those of the tasks
 * @param transforms change the merged gradient, in this order
 * @param update moves the weights
 */
public record GradientChain(
    GradientStep.@Nullable Weighting weighting,
    GradientStep.Merge merge,
    List<GradientStep.Transform> transforms,
    GradientStep.Update update) {
  private static final String ORDER =
      "at most one weighting, at most one merge, then transforms, then one update";

  /** Copies the transforms. */
  public GradientChain {
    transforms = List.copyOf(transforms);
  }

  /**
   * The chain of these steps; without a merge among them task gradients are summed.
   *
   * @throws GradientException where the order is another one, with the first step that breaks it
   */
  public static GradientChain of(GradientStep... steps) {
    return of(List.of(steps));
  }

  /**
   * The chain of these steps; without a merge among them task gradients are summed.
   *
   * @throws GradientException where the order is another one, with the first step that breaks it
   */
  public static GradientChain of(List<GradientStep> steps) {
    GradientStep.@Nullable Weighting weighting = null;
    GradientStep.Merge merge = new EqualWeights();
    List<GradientStep.Transform> transforms = new ArrayList<>();
    int last = steps.size() - 1;
    for (int i = 0; i <= last; i++) {
      GradientStep step = steps.get(i);
      if (step instanceof GradientStep.Weighting first) {
        require(i == 0, steps, i, "Put the weighting first, and take one only");
        weighting = first;
      } else if (step instanceof GradientStep.Merge next) {
        require(
            i == (weighting == null ? 0 : 1), steps, i, "Put the merge first, and take one only");
        merge = next;
      } else if (step instanceof GradientStep.Transform transform) {
        transforms.add(transform);
      } else {
        require(i == last, steps, i, "Put the update last, and take one only");
      }
    }
    if (last >= 0 && steps.get(last) instanceof GradientStep.Update update) {
      return new GradientChain(weighting, merge, transforms, update);
    }
    throw refusal(steps, Math.max(last, 0), "End with an update such as adam(1e-3f)");
  }

  private static void require(boolean holds, List<GradientStep> steps, int at, String hint) {
    if (!holds) {
      throw refusal(steps, at, hint);
    }
  }

  private static GradientException refusal(List<GradientStep> steps, int at, String hint) {
    String received =
        steps.stream()
            .map(step -> step.getClass().getSimpleName())
            .collect(Collectors.joining(", ", "[", "]"));
    return new GradientException(new Problem("gradients[" + at + "]", received, ORDER, hint));
  }
}
