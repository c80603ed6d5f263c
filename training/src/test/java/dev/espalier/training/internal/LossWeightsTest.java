package dev.espalier.training.internal;

import static dev.espalier.training.GradientSteps.pcGrad;
import static dev.espalier.training.GradientSteps.sgd;
import static dev.espalier.training.LossWeightings.dwa;
import static dev.espalier.training.LossWeightings.epochDecay;
import static dev.espalier.training.LossWeightings.famo;
import static dev.espalier.training.LossWeightings.geometric;
import static dev.espalier.training.LossWeightings.gradNorm;
import static dev.espalier.training.LossWeightings.imtlL;
import static dev.espalier.training.LossWeightings.smoothTchebycheff;
import static dev.espalier.training.LossWeightings.uncertainty;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.graph.internal.Weight;
import dev.espalier.training.GradientChain;
import dev.espalier.training.GradientStep;
import dev.espalier.training.GradientStep.Weighting;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Three losses of one point, some of whose labels are missing, under each weighting. */
class LossWeightsTest {
  private static final float RATE = 0.02f;
  private static final float[] ALL = {1, 1, 1};
  private static final float[] NONE = {0, 0, 0};

  static List<Weighting> weightings() {
    return List.of(
        epochDecay().task("task0", 0.5f).task("task2", 1.2f),
        uncertainty(),
        imtlL(),
        dwa(),
        dwa().temperature(0.5f),
        gradNorm(),
        gradNorm().alpha(0.5f).rate(0.1f),
        famo(),
        famo().rate(2f).decay(0.1f),
        smoothTchebycheff().warmUp(2),
        smoothTchebycheff().warmUp(1).smoothness(0.3f),
        geometric());
  }

  @Test
  void everyWeightingIsAmongTheseCases() {
    for (Class<?> kind : Weighting.class.getPermittedSubclasses()) {
      assertThat(weightings()).hasAtLeastOneElementOfType(kind);
    }
  }

  /** What is trained, and what says which labels are there. */
  private static final class Point implements AutoCloseable {
    private final InGraph in = new InGraph();
    private final Weight weight = in.weight("w", true, Shape.of(2), 0f, 0f);
    private final Placeholder<TFloat32> mask =
        in.tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(3)));
    private final TrainingStep step;

    private Point(GradientStep... steps) {
      float[][] centres = {{1, 0}, {-.5f, 2}, {.3f, -1}};
      float[] sizes = {.5f, 2, 10};
      List<? extends Operand<TFloat32>> there = in.tf.unstack(mask, 3L).output();
      List<Operand<TFloat32>> losses = new ArrayList<>();
      for (int t = 0; t < 3; t++) {
        Operand<TFloat32> far =
            in.tf.math.squaredDifference(weight.leaf(), in.tf.constant(centres[t]));
        Operand<TFloat32> loss =
            in.tf.math.add(in.tf.sum(far, in.tf.constant(0)), in.tf.constant(.1f));
        losses.add(in.tf.math.mul(in.tf.math.mul(loss, in.tf.constant(sizes[t])), there.get(t)));
      }
      step = new StepAssembly(GradientChain.of(steps), in.variables).step(in.objective(losses));
      in.initialize();
    }

    private void step(float... labels) {
      run(step.train(), labels);
      if (step.after() != null) {
        run(step.after(), labels);
      }
    }

    private void run(Op op, float... labels) {
      try (TFloat32 fed = InGraph.tensor(Shape.of(3), labels)) {
        Session.Runner runner = in.session().runner().feed(mask, fed);
        runner.addTarget(op).run().close();
      }
    }

    private void endEpoch() {
      if (step.epochEnd() != null) {
        in.run(step.epochEnd());
      }
    }

    private float[] values() {
      return in.value(weight.handle());
    }

    @Override
    public void close() {
      in.close();
    }
  }

  @ParameterizedTest
  @MethodSource("weightings")
  void pointsMoveAsThePaperSays(Weighting weighting) {
    try (Point point = new Point(weighting, sgd(RATE))) {
      ReferenceWeighting reference = new ReferenceWeighting(weighting, RATE, 0, 0);
      float[][] masks = {ALL, ALL, {1, 0, 1}, ALL, {0, 1, 1}, ALL, {.5f, 1, 2}};
      for (int s = 0; s < 21; s++) {
        float[] mask = masks[s % masks.length];
        point.step(mask);
        reference.step(mask[0], mask[1], mask[2]);
        if (s % 4 == 3) {
          point.endEpoch();
          reference.endEpoch();
        }
        float[] values = point.values();
        for (int i = 0; i < 2; i++) {
          assertThat((double) values[i])
              .as("%s, step %s, entry %s", weighting, s, i)
              .isCloseTo(reference.point[i], within(1e-4));
        }
      }
    }
  }

  static List<Arguments> pinned() {
    return List.of(
        Arguments.of("dwa", dwa()),
        Arguments.of("dwa(0.5)", dwa().temperature(0.5f)),
        Arguments.of("geometric", geometric()));
  }

  /** LibMTL 1.1.5, on the same losses; see peers/weightings.py. */
  @ParameterizedTest
  @MethodSource("pinned")
  void pointsMoveAsLibMtlMovesThem(String name, Weighting weighting) throws IOException {
    List<String[]> steps = new ArrayList<>();
    try (InputStream in = LossWeightsTest.class.getResourceAsStream("/peers/weightings.txt")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\\R")) {
        if (line.startsWith(name + " ")) {
          steps.add(line.split(" "));
        }
      }
    }
    assertThat(steps).hasSize(20);
    try (Point point = new Point(weighting, sgd(RATE))) {
      for (int s = 0; s < steps.size(); s++) {
        point.step(ALL);
        if (s % 4 == 3) {
          point.endEpoch();
        }
        for (int i = 0; i < 2; i++) {
          assertThat((double) point.values()[i])
              .as("step %s, entry %s", s + 1, i)
              .isCloseTo(Double.parseDouble(steps.get(s)[2 + i]), within(2e-6));
        }
      }
    }
  }

  /** Batches without a label of any task, and epochs without one of some task, are no exception. */
  @ParameterizedTest
  @MethodSource("weightings")
  void missingLabelsLeaveNumbersFinite(Weighting weighting) {
    try (Point point = new Point(weighting, pcGrad(), sgd(RATE))) {
      for (int s = 0; s < 24; s++) {
        float[] before = point.values();
        float[] labels = s % 5 == 0 ? NONE : s < 12 ? new float[] {1, 0, 1} : ALL;
        point.step(labels);
        if (labels == NONE) {
          assertThat(point.values()).isEqualTo(before);
        }
        if (s % 3 == 2) {
          point.endEpoch();
        }
      }
      for (float value : point.values()) {
        assertThat(value).isFinite().isNotZero();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("weightings")
  void weighedLossesMeetAMerge(Weighting weighting) {
    try (Point summed = new Point(weighting, sgd(RATE));
        Point projected = new Point(weighting, pcGrad(), sgd(RATE))) {
      for (int s = 0; s < 4; s++) {
        summed.step(ALL);
        projected.step(ALL);
      }
      // The centres lie on different sides, so that gradients conflict.
      assertThat(projected.values()).isNotEqualTo(summed.values());
    }
  }

  @Test
  void lossesAreToldAsTheyAre() {
    try (Point point = new Point(imtlL(), sgd(RATE))) {
      try (TFloat32 fed = InGraph.tensor(Shape.of(3), ALL);
          var result =
              point.in.session().runner().feed(point.mask, fed).fetch(point.step.losses()).run()) {
        float[] losses = InGraph.floats((TFloat32) result.get(0));
        for (int t = 0; t < 3; t++) {
          assertThat((double) losses[t]).isCloseTo(ReferenceWeighting.loss(t, 0, 0), within(1e-4));
        }
      }
    }
  }
}
