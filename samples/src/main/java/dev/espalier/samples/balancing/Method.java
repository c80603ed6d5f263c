package dev.espalier.samples.balancing;

import dev.espalier.samples.gradients.MergeName;
import dev.espalier.samples.gradients.WeightingName;
import dev.espalier.training.GradientChain;
import dev.espalier.training.GradientStep;
import dev.espalier.training.GradientSteps;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A way to balance tasks.
 *
 * @param name as on the command line
 * @param step a merge, or a weighting whose losses are summed
 */
public record Method(String name, GradientStep step) {
  /** Every merge, equal weights first, then every weighting. */
  public static List<Method> all() {
    return Stream.concat(
            Arrays.stream(MergeName.values()).map(m -> new Method(m.toString(), m.step())),
            Arrays.stream(WeightingName.values()).map(w -> new Method(w.toString(), w.step())))
        .toList();
  }

  /** What the others are compared with. */
  static String baseline() {
    return MergeName.EQUAL.toString();
  }

  GradientChain chain(float learningRate) {
    return GradientChain.of(step, GradientSteps.adam(learningRate));
  }
}
