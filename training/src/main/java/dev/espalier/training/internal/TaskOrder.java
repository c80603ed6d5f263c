package dev.espalier.training.internal;

import dev.espalier.graph.internal.InitialValues;
import dev.espalier.training.extension.MergeSite;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.nn.TopK;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** Random orders of the tasks that replay: the same for the same seed and step. */
final class TaskOrder {

  /** Keys the draw, so that no other draw of a step is the same. */
  static final String PLACE = "training/pcGrad/order";

  private TaskOrder() {}

  /** T independent permutations of the tasks, one a row, shape [T, T]. */
  static Operand<TInt32> of(MergeSite site) {
    int n = site.tasks();
    Operand<TInt64> key =
        site.tf()
            .stack(List.of(site.tf().constant(InitialValues.key(site.seed(), PLACE)), site.step()));
    Operand<TFloat32> drawn =
        site.tf()
            .random
            .statelessRandomUniform(site.tf().constant(new int[] {n, n}), key, TFloat32.class);
    // Sorting independent uniform numbers permutes their places uniformly.
    TopK<TFloat32, TInt32> sorted =
        site.tf().nn.topK(drawn, site.tf().constant(n), new TopK.Options[0]);
    return sorted.indices();
  }
}
