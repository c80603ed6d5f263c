package dev.espalier.training.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.graph.internal.Objective;
import dev.espalier.graph.internal.Weight;
import dev.espalier.training.CaGrad;
import dev.espalier.training.GradientChain;
import dev.espalier.training.GradientStep;
import dev.espalier.training.GradientSteps;
import dev.espalier.training.LossWeightings;
import dev.espalier.training.NashMtl;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Two tasks of which the first is frozen, against the second alone. */
class FrozenTasksTest {

  static Stream<GradientStep.Merge> merges() {
    return Stream.concat(
        GramRulesTest.merges(),
        Stream.of(
            GradientSteps.equalWeights(),
            GradientSteps.gradDrop(),
            GradientSteps.sketchedGram(2, GradientSteps.pcGrad())));
  }

  @ParameterizedTest
  @MethodSource("merges")
  void takeNoPartInAMerge(GradientStep.Merge merge) {
    Map<String, float[]> alone =
        moved(GradientChain.of(GradientSteps.sgd(1f)), List.of(1), StepExtras.none());
    Map<String, float[]> frozen =
        moved(
            GradientChain.of(merge, GradientSteps.sgd(1f)),
            List.of(0, 1),
            new StepExtras(freezing(), null, null));
    // Two merges scale the sum also where nothing is in conflict.
    boolean scaled = merge instanceof CaGrad || merge instanceof NashMtl;
    float scale = scaled ? moved("shared", alone) / moved("shared", frozen) : 1;
    for (String name : List.of("shared", "table", "second")) {
      float[] expected = alone.get(name);
      float[] found = frozen.get(name);
      for (int i = 0; i < found.length; i++) {
        float factor = name.equals("second") ? 1 : scale;
        assertThat((found[i] - start(name)[i]) * factor)
            .as(name)
            .isCloseTo(expected[i] - start(name)[i], within(1e-3f));
      }
      assertThat(expected).isNotEqualTo(start(name));
    }
    assertThat(scale).isPositive();
    assertThat(frozen.get("first")).isEqualTo(start("first"));
  }

  static Stream<GradientStep.Weighting> weightings() {
    return Stream.of(
        LossWeightings.uncertainty(),
        LossWeightings.imtlL(),
        LossWeightings.dwa(),
        LossWeightings.famo(),
        LossWeightings.geometric());
  }

  /** Whatever weighs the losses: what is left moves, and nothing of the frozen task does. */
  @ParameterizedTest
  @MethodSource("weightings")
  void leaveWeightingsWithTheOthers(GradientStep.Weighting weighting) {
    Map<String, float[]> frozen =
        moved(
            GradientChain.of(weighting, GradientSteps.pcGrad(), GradientSteps.sgd(.1f)),
            List.of(0, 1),
            new StepExtras(freezing(), null, null));
    assertThat(frozen.get("first")).isEqualTo(start("first"));
    for (String name : List.of("shared", "table", "second")) {
      assertThat(frozen.get(name)).as(name).isNotEqualTo(start(name)).doesNotContain(Float.NaN);
    }
  }

  private static float moved(String name, Map<String, float[]> values) {
    return values.get(name)[0] - start(name)[0];
  }

  private static Freezing freezing() {
    return new Freezing(
        List.of("task0", "task1"),
        List.of(List.of(0, 1), List.of(0), List.of(1)),
        Map.of("first", 1, "second", 2));
  }

  private static float[] start(String name) {
    return name.equals("table") ? new float[] {1, 2, 3, 4, 5, 6} : new float[] {1, -2, .5f};
  }

  /** The weights after a step on the losses of these tasks, the first of which is frozen. */
  private static Map<String, float[]> moved(
      GradientChain chain, List<Integer> tasks, StepExtras extras) {
    try (InGraph in = new InGraph()) {
      Ops tf = in.tf;
      Weight shared = in.weight("shared", true, Shape.of(3), start("shared"));
      List<Weight> own =
          List.of(
              in.weight("first", false, Shape.of(3), start("first")),
              in.weight("second", false, Shape.of(3), start("second")));
      Weight table = in.table("table", Shape.of(2, 3), tf.constant(new int[] {1}), start("table"));
      float[][] targets = {{1, 1, 1}, {-1, 2, -.5f}};
      List<Operand<TFloat32>> losses = new ArrayList<>();
      for (int task : tasks) {
        Operand<TFloat32> said =
            tf.math.addN(
                List.of(
                    tf.math.mul(shared.leaf(), own.get(task).leaf()),
                    tf.reshape(table.leaf(), tf.constant(new int[] {3}))));
        losses.add(tf.nn.l2Loss(tf.math.sub(said, tf.constant(targets[task]))));
      }
      Objective objective = in.objective(losses);
      TrainingStep step = new StepAssembly(chain, in.variables, extras).step(objective);
      in.initialize();
      if (extras.freezing() != null) {
        var assignment = in.variables.assignment(List.of(Freezing.STATE));
        try (TFloat32 learning = InGraph.tensor(Shape.of(2), 0, 1)) {
          in.session()
              .runner()
              .feed(assignment.values().get(Freezing.STATE), learning)
              .addTarget(assignment.assign())
              .run()
              .close();
        }
      }
      in.run(step.train());
      Map<String, float[]> values = new LinkedHashMap<>();
      in.weights.forEach(weight -> values.put(weight.name(), in.value(weight.handle())));
      return values;
    }
  }
}
