package dev.espalier.training;

import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Blocks.sharedBottom;
import static dev.espalier.dsl.Features.categorical;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.regression;
import static dev.espalier.training.GradientSteps.adam;
import static dev.espalier.training.GradientSteps.pcGrad;
import static dev.espalier.training.GradientSteps.sketchedGram;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Block;
import dev.espalier.dsl.Topology;
import dev.espalier.graph.Lowering;
import dev.espalier.training.data.Examples;
import dev.espalier.training.report.Epoch;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SketchedGramTest {
  private static final int RANK = 32;

  /** A spread of about a quarter is usual at this rank; layers add up to less. */
  @ParameterizedTest
  @EnumSource(
      value = Lowering.class,
      names = {"BATCHED", "SEPARATE"})
  void seesTheCosinesOfTheFirstStep(Lowering lowering) {
    Topology topology = topology(experts(3, 80, 70), mmoe());
    Epoch exact = first(topology, lowering, pcGrad());
    Epoch sketched = first(topology, lowering, sketchedGram(RANK, pcGrad()));
    assertThat(sketched.losses()).isEqualTo(exact.losses());
    for (int i = 0; i < 3; i++) {
      assertThat(sketched.pairs().get(i).cosine())
          .isNotEqualTo(exact.pairs().get(i).cosine())
          .isCloseTo(exact.pairs().get(i).cosine(), within(.3));
      assertThat(sketched.gradients().get(i).norm())
          .isCloseTo(exact.gradients().get(i).norm(), within(.3 * exact.gradients().get(i).norm()));
    }
  }

  /** Every task reads the same tensor here, so that each loss is differentiated from its start. */
  @Test
  void worksOnASharedBottom() {
    Epoch sketched =
        first(topology(sharedBottom(80, 70)), Lowering.AUTO, sketchedGram(RANK, pcGrad()));
    assertThat(sketched.skippedSteps()).isZero();
    assertThat(sketched.gradients()).allMatch(share -> share.norm() > 0 && share.weight() > 0);
  }

  private static Epoch first(Topology topology, Lowering lowering, GradientStep.Merge merge) {
    Examples examples = RandomExamples.of(topology, 64, 3);
    TrainingSettings settings =
        SmallRun.settings()
            .gradients(merge, adam(1e-3f))
            .lowering(lowering)
            .steps(1)
            .batchSize(64)
            .build();
    try (Model model = Model.compile(topology)) {
      return model.fit(examples, examples, settings).history().epochs().get(0);
    }
  }

  private static Topology topology(Block... shared) {
    return new Topology(
        "sketched",
        List.of(numeric("x", 80), categorical("item", 9, 4)),
        List.of(shared),
        List.of(binary("a").tower(6), regression("b").tower(6), binary("c").tower(6).weight(0.1f)));
  }
}
