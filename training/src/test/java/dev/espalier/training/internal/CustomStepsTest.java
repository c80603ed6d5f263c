package dev.espalier.training.internal;

import static dev.espalier.training.GradientSteps.equalWeights;
import static dev.espalier.training.GradientSteps.pcGrad;
import static dev.espalier.training.GradientSteps.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.graph.internal.Weight;
import dev.espalier.training.GradientChain;
import dev.espalier.training.GradientStep;
import dev.espalier.training.extension.CustomMerge;
import dev.espalier.training.extension.CustomTransform;
import dev.espalier.training.extension.MergeSite;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Merges and transforms from outside move weights as they say. */
class CustomStepsTest {
  private static final int TASKS = 3;

  /** Counts each task so many times. */
  record Fixed(List<Float> factors) implements CustomMerge {
    @Override
    public Operand<TFloat32> weights(MergeSite site, Operand<TFloat32> gram) {
      float[] weights = new float[site.tasks()];
      for (int t = 0; t < weights.length; t++) {
        weights[t] = factors.get(t);
      }
      return site.tf().constant(weights);
    }
  }

  /** Makes every gradient so many times as long. */
  record Scaled(float factor) implements CustomTransform {
    @Override
    public List<Operand<TFloat32>> change(Ops tf, List<Operand<TFloat32>> gradients) {
      List<Operand<TFloat32>> changed = new ArrayList<>();
      gradients.forEach(g -> changed.add(tf.math.mul(g, tf.constant(factor))));
      return changed;
    }
  }

  /** Forgets a gradient. */
  record Forgetful() implements CustomTransform {
    @Override
    public List<Operand<TFloat32>> change(Ops tf, List<Operand<TFloat32>> gradients) {
      return gradients.subList(1, gradients.size());
    }
  }

  private record Undefined() implements GradientStep.Merge.Declared {}

  private record Unchanged() implements GradientStep.Transform.Declared {}

  /** How far each weight moves in one step of sgd(1). */
  private static List<float[]> moves(GradientStep... steps) {
    try (InGraph in = new InGraph()) {
      SmallMixture model = new SmallMixture(in, TASKS);
      List<GradientStep> chain = new ArrayList<>(List.of(steps));
      chain.add(sgd(1f));
      TrainingStep step = new StepAssembly(GradientChain.of(chain), in.variables).step(model.cut());
      var reads = in.weights.stream().map(Weight::handle).map(in::read).toList();
      in.initialize();
      List<float[]> before = in.floats(reads);
      in.run(step.train());
      List<float[]> after = in.floats(reads);
      for (int i = 0; i < after.size(); i++) {
        for (int e = 0; e < after.get(i).length; e++) {
          after.get(i)[e] -= before.get(i)[e];
        }
      }
      return after;
    }
  }

  private static void assertMoves(List<float[]> found, IntFunction<float[]> expected) {
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i)).containsExactly(expected.apply(i), within(1e-5f));
    }
  }

  @Test
  void aMergeOfOnesIsTheSum() {
    List<float[]> sum = moves(equalWeights());
    assertMoves(moves(new Fixed(List.of(1f, 1f, 1f))), sum::get);
  }

  @Test
  void weightsOfTheMergeReachSharedWeightsOnly() {
    List<float[]> sum = moves(equalWeights());
    List<float[]> none = moves(new Fixed(List.of(0f, 0f, 0f)));
    int still = 0;
    for (int i = 0; i < sum.size(); i++) {
      boolean moved = !java.util.Arrays.equals(none.get(i), new float[none.get(i).length]);
      still += moved ? 0 : 1;
      assertThat(none.get(i)).containsExactly(moved ? sum.get(i) : none.get(i), within(1e-5f));
    }
    assertThat(still).isBetween(1, sum.size() - 1);
  }

  @Test
  void aTransformFollowsAnyMerge() {
    List<float[]> plain = moves(pcGrad());
    List<float[]> scaled = moves(pcGrad(), new Scaled(0.5f), new Scaled(4f));
    assertMoves(
        scaled,
        i -> {
          float[] twice = plain.get(i).clone();
          for (int e = 0; e < twice.length; e++) {
            twice[e] *= 2;
          }
          return twice;
        });
  }

  @Test
  void sayWhatIsWrong() {
    assertThatThrownBy(() -> moves(new Undefined()))
        .hasMessageContaining("Undefined does not say how it weighs the tasks")
        .hasMessageContaining(CustomMerge.class.getName());
    assertThatThrownBy(() -> moves(new Unchanged()))
        .hasMessageContaining("Unchanged does not say how it changes a gradient");
    assertThatThrownBy(() -> moves(new Forgetful())).hasMessageContaining("Forgetful made ");
  }
}
