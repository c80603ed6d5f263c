package dev.espalier.graph.internal;

import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Blocks.snr;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.regression;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.dsl.Activation;
import dev.espalier.dsl.Layers;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.Lowering;
import dev.espalier.graph.Precision;
import dev.espalier.graph.internal.TrainingGraph.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;

class LayerProductsTest {
  private static final Layers SMOOTH = Layers.of(16).activation(Activation.TANH);

  /** Without kinks, at which a rounded number can end up on the other side. */
  private static final Topology TOPOLOGY =
      Topology.builder("smooth")
          .inputs(numeric("a"), numeric("v", 5))
          .shared(experts(4, SMOOTH), snr(3, 16), mmoe())
          .task(binary("click").tower(SMOOTH))
          .task(regression("dwell").tower(SMOOTH))
          .build();

  @ParameterizedTest
  @EnumSource(Lowering.class)
  void lossesAndGradientsAreThoseOfFloat32ButForTheRounding(Lowering lowering) {
    try (Trial exact = trial(lowering, Precision.float32());
        Trial rounded = trial(lowering, new Precision(0))) {
      assertThat(conversions(exact)).isZero();
      assertThat(conversions(rounded)).isPositive();
      List<float[]> expected = losses(exact);
      List<float[]> seen = losses(rounded);
      for (int i = 0; i < expected.size(); i++) {
        double size = 0;
        double off = 0;
        for (int p = 0; p < expected.get(i).length; p++) {
          size = Math.hypot(size, expected.get(i)[p]);
          off = Math.hypot(off, expected.get(i)[p] - seen.get(i)[p]);
        }
        // 8 bits of precision: 2^-9 off in each factor, over a few layers.
        assertThat(off).as("number %d", i).isLessThan(.02 * size + 1e-6);
      }
      assertThat(seen).isNotEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource(Lowering.class)
  void answersAreNotRounded(Lowering lowering) {
    try (Trial exact = trial(lowering, Precision.float32());
        Trial rounded = trial(lowering, new Precision(0))) {
      List<float[]> expected = exact.run(exact.graph.predictions(), exact.batch(), Map.of());
      List<float[]> seen = rounded.run(rounded.graph.predictions(), rounded.batch(), Map.of());
      for (int i = 0; i < expected.size(); i++) {
        assertThat(seen.get(i)).containsExactly(expected.get(i));
      }
    }
  }

  private static Trial trial(Lowering lowering, Precision precision) {
    return new Trial(TOPOLOGY, new Settings(Trial.SIZE, true, false, 1, lowering).in(precision));
  }

  private static long conversions(Trial trial) {
    return trial.operations().stream()
        .filter(op -> op.type().equals("Cast") && type(op) == DataType.DT_BFLOAT16)
        .count();
  }

  private static DataType type(GraphOperation op) {
    return op.output(0).dataType();
  }

  /** The losses of the tasks, then the gradient of their sum by each weight. */
  private static List<float[]> losses(Trial trial) {
    List<Operand<TFloat32>> all = new ArrayList<>(trial.graph.objective().losses());
    List<Output<?>> weights = new ArrayList<>();
    trial.graph.objective().weights().forEach(each -> weights.add(each.leaf().asOutput()));
    Output<?>[] gradients =
        trial
            .graph
            .graph()
            .addGradients(
                "gradients",
                all.stream().map(Operand::asOutput).toArray(Output<?>[]::new),
                weights.toArray(Output<?>[]::new),
                null);
    for (Output<?> gradient : gradients) {
      all.add(gradient.expect(TFloat32.class));
    }
    return trial.run(all, trial.batch(), Map.of());
  }
}
