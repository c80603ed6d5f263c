package dev.espalier.training.internal;

import static dev.espalier.training.GradientSteps.adam;
import static dev.espalier.training.GradientSteps.momentum;
import static dev.espalier.training.GradientSteps.pcGrad;
import static dev.espalier.training.GradientSteps.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.espalier.graph.internal.Weight;
import dev.espalier.graph.internal.Weight.Members;
import dev.espalier.training.GradientChain;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class TrainingStepTest {

  @Test
  void aTaskIsZeroWhereItDoesNotReachAndUnreachedWeightsStay() {
    try (InGraph in = new InGraph()) {
      Weight a = in.weight("a", true, Shape.of(1), 0);
      Weight b = in.weight("b", true, Shape.of(1), 0);
      in.weight("unreached", true, Shape.of(1), 5);
      in.weight("unreached own", false, Shape.of(1), 6);
      Operand<TFloat32> first = in.tf.sum(a.leaf(), in.tf.constant(0));
      Operand<TFloat32> second = in.tf.sum(in.tf.math.sub(b.leaf(), a.leaf()), in.tf.constant(0));
      TrainingStep step =
          new StepAssembly(GradientChain.of(pcGrad(), sgd(1f)), in.variables)
              .step(in.objective(List.of(first, second)));
      in.initialize();
      in.run(step.train());

      // Gradients (1, 0) and (-1, 1), weights (2, 3/2), merged (1/2, 3/2).
      List<Operand<TFloat32>> reads =
          in.weights.stream().map(weight -> in.read(weight.handle())).toList();
      assertThat(in.floats(reads))
          .containsExactly(
              new float[] {-0.5f}, new float[] {-1.5f}, new float[] {5}, new float[] {6});
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {InGraph.SINGLE_THREADED, InGraph.DEFAULT})
  void everyReadOfAStepSeesTheValuesBeforeIt(String executor) {
    try (InGraph in = new InGraph(executor)) {
      int n = 4096;
      Weight weight = in.weight("w", true, Shape.of(n), new float[n]);
      List<Operand<TFloat32>> losses = new ArrayList<>();
      for (int t = 0; t < 3; t++) {
        Operand<TFloat32> apart = in.tf.math.sub(weight.leaf(), in.tf.constant(t + 1f));
        losses.add(in.tf.nn.l2Loss(apart));
      }
      TrainingStep step =
          new StepAssembly(GradientChain.of(pcGrad(), momentum(0.01f)), in.variables)
              .step(in.objective(losses));
      // More readers than the step needs, which nothing makes run before the update.
      List<Operand<TFloat32>> readers = new ArrayList<>(List.of(weight.leaf(), step.losses()));
      for (int k = 0; k < 4; k++) {
        readers.add(in.tf.math.tanh(weight.leaf()));
      }
      in.initialize();
      float before = 0;
      for (int s = 0; s < 30; s++) {
        List<float[]> seen = fetchedWith(in, step, readers);
        assertThat(seen.get(0)).containsOnly(before);
        assertThat(seen.get(1)[0])
            .isCloseTo(n * (before - 1) * (before - 1) / 2, withinPercentage(1e-3));
        for (float[] values : seen.subList(2, seen.size())) {
          assertThat(values).containsOnly(seen.get(2)[0]);
          assertThat((double) values[0])
              .isBetween(Math.tanh(before) - 1e-5, Math.tanh(before) + 1e-5);
        }
        float after = in.value(weight.handle())[0];
        assertThat(after).isNotEqualTo(before);
        before = after;
      }
    }
  }

  private static List<float[]> fetchedWith(
      InGraph in, TrainingStep step, List<Operand<TFloat32>> readers) {
    Session.Runner runner = in.session().runner().addTarget(step.train());
    readers.forEach(runner::fetch);
    List<float[]> seen = new ArrayList<>();
    try (Result result = runner.run()) {
      result.forEach(entry -> seen.add(InGraph.floats((TFloat32) entry.getValue())));
    }
    return seen;
  }

  @Test
  void aCheckpointHoldsTheStateOfEachPart() {
    try (InGraph in = new InGraph()) {
      Shape shape = Shape.of(2, 3);
      Members members = new Members(List.of("left", "right"), Shape.of(3), shape, List.of(0, 1));
      var handle = in.variables.create("both", shape, members, 1f);
      Operand<TFloat32> leaf = in.tf.readVariableOp(handle, TFloat32.class);
      in.weights.add(new Weight("both", shape, handle, leaf, null, true, true, 0f, true, members));
      new StepAssembly(GradientChain.of(adam(0.1f)), in.variables)
          .step(in.objective(List.of(in.tf.nn.l2Loss(leaf))));

      assertThat(in.variables.names())
          .containsExactlyInAnyOrder(
              "training/step",
              "left",
              "right",
              "left/adam/m",
              "right/adam/m",
              "left/adam/v",
              "right/adam/v");
    }
  }

  @Test
  void stepsOfOneGraphShareTheStateOfTheOptimizer() {
    try (InGraph in = new InGraph()) {
      Weight weight = in.weight("w", true, Shape.of(1), 1);
      StepAssembly assembly = new StepAssembly(GradientChain.of(adam(0.1f)), in.variables);
      Operand<TFloat32> loss = in.tf.nn.l2Loss(weight.leaf());
      assembly.step(in.objective(List.of(loss)));
      int held = in.variables.names().size();
      assembly.step(in.objective(List.of(loss)));

      assertThat(in.variables.names()).hasSize(held);
    }
  }
}
