package dev.espalier.training.internal;

import static dev.espalier.training.GradientSteps.randomWeights;
import static dev.espalier.training.GradientSteps.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.training.GradientChain;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

class RandomLossWeightsTest {

  @Test
  void theySumToTheNumberOfTasksAndReplay() {
    try (InGraph in = new InGraph()) {
      float[] first = in.floats(RandomLossWeights.of(in.tf, 4, 7, in.tf.constant(3L)));
      float[] again = in.floats(RandomLossWeights.of(in.tf, 4, 7, in.tf.constant(3L)));
      float[] next = in.floats(RandomLossWeights.of(in.tf, 4, 7, in.tf.constant(4L)));
      float[] other = in.floats(RandomLossWeights.of(in.tf, 4, 8, in.tf.constant(3L)));
      assertThat(again).isEqualTo(first);
      assertThat(next).isNotEqualTo(first);
      assertThat(other).isNotEqualTo(first);
      double sum = 0;
      for (float weight : first) {
        assertThat(weight).isPositive();
        sum += weight;
      }
      assertThat(sum).isCloseTo(4, within(1e-5));
    }
  }

  /** The gradient of a tower is that of its own loss, weighed. */
  @Test
  void theyWeighTheWholeLossOfATask() {
    try (InGraph in = new InGraph()) {
      SmallMixture model = new SmallMixture(in, 3);
      List<Operand<TFloat32>> each = TaskPasses.of(in, model.losses, in.weights);
      Operand<TFloat32> drawn = RandomLossWeights.of(in.tf, 3, 7, in.tf.constant(0L));
      TrainingStep step =
          new StepAssembly(GradientChain.of(randomWeights(), sgd(1f)), in.variables)
              .step(model.cut());
      List<Operand<TFloat32>> reads =
          in.weights.stream().map(weight -> in.read(weight.handle())).toList();
      in.initialize();
      float[] weights = in.floats(drawn);
      int n = in.weights.size();
      List<float[]> gradients = in.floats(each);
      List<float[]> before = in.floats(reads);
      in.run(step.train());
      List<float[]> after = in.floats(reads);
      int checked = 0;
      for (int i = 0; i < n; i++) {
        if (in.weights.get(i).isTable()) {
          continue;
        }
        for (int p = 0; p < before.get(i).length; p++) {
          double expected = 0;
          for (int t = 0; t < 3; t++) {
            expected += weights[t] * gradients.get(t * n + i)[p];
          }
          assertThat((double) before.get(i)[p] - after.get(i)[p])
              .isCloseTo(expected, within(1e-5 * (1 + Math.abs(expected))));
          checked++;
        }
      }
      assertThat(checked).isPositive();
    }
  }
}
