package dev.espalier.training;

import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Blocks.snr;
import static dev.espalier.dsl.Features.categorical;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Features.vocabulary;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.multiclass;
import static dev.espalier.dsl.Tasks.regression;
import static dev.espalier.training.GradientSteps.adam;
import static dev.espalier.training.GradientSteps.adamW;
import static dev.espalier.training.GradientSteps.caGrad;
import static dev.espalier.training.GradientSteps.clipByGlobalNorm;
import static dev.espalier.training.GradientSteps.dbMtl;
import static dev.espalier.training.GradientSteps.equalWeights;
import static dev.espalier.training.GradientSteps.gradVac;
import static dev.espalier.training.GradientSteps.pcGrad;
import static dev.espalier.training.GradientSteps.randomWeights;
import static dev.espalier.training.GradientSteps.sgd;
import static dev.espalier.training.LossWeightings.famo;
import static dev.espalier.training.LossWeightings.gradNorm;
import static dev.espalier.training.LossWeightings.uncertainty;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Activation;
import dev.espalier.dsl.HardConcrete;
import dev.espalier.dsl.Layers;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.Parameter;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.ExamplesException;
import dev.espalier.training.data.Numbers;
import dev.espalier.training.report.Epoch;
import dev.espalier.training.report.GradientPair;
import dev.espalier.training.report.TrainingReport;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps in parts of a batch against the same steps as a whole. */
class MicroBatchesTest {
  private static final Examples TRAINING = SmallRun.examples(320, 1);
  private static final Examples VALIDATION = SmallRun.examples(100, 2);

  @TempDir Path folder;

  /** Without noise and normalisation, and with every label there, parts make the whole. */
  private static Topology topology() {
    return Topology.builder("parts")
        .inputs(
            numeric("a"), numeric("v", 3), categorical("id", 20, 4), vocabulary("word", 5).oneHot())
        .shared(
            experts(4, Layers.of(8).activation(Activation.TANH).l2(1e-3f)),
            snr(3, Layers.of(8).activation(Activation.TANH))
                .codes(HardConcrete.defaults().lambda(1e-3f)),
            mmoe())
        .task(binary("click").tower(4))
        .task(regression("dwell").tower(4).weight(0.5f))
        .task(multiclass("kind", 3).tower(4))
        .build();
  }

  static List<List<GradientStep>> chains() {
    return List.of(
        List.of(equalWeights(), adam(1e-2f)),
        List.of(pcGrad(), clipByGlobalNorm(0.5f), adam(1e-2f)),
        List.of(caGrad(0.4f), adamW(1e-2f)),
        List.of(gradVac(), adam(1e-2f)),
        List.of(randomWeights(), adam(1e-2f)),
        List.of(SurgeryScopes.within(pcGrad(), "shared0", "inputs/id"), adam(1e-2f)),
        List.of(uncertainty(), pcGrad(), adam(1e-2f)));
  }

  @ParameterizedTest
  @MethodSource("chains")
  void aStepInPartsIsTheStep(List<GradientStep> chain) {
    Run whole = run(chain, 1);
    Run parts = run(chain, 4);
    whole.values.forEach(
        (name, values) -> {
          float[] found = parts.values.get(name);
          for (int i = 0; i < values.length; i++) {
            assertThat(found[i]).as("%s[%s]", name, i).isCloseTo(values[i], within(2e-6f));
          }
        });
    whole
        .epoch
        .losses()
        .forEach(
            (task, loss) ->
                assertThat(parts.epoch.losses().get(task)).isCloseTo(loss, within(1e-4)));
    assertThat(parts.epoch.step()).isEqualTo(whole.epoch.step());
    assertThat(parts.epoch.pairs()).hasSameSizeAs(whole.epoch.pairs());
    for (int i = 0; i < parts.epoch.pairs().size(); i++) {
      GradientPair expected = whole.epoch.pairs().get(i);
      assertThat(parts.epoch.pairs().get(i).conflictRate()).isEqualTo(expected.conflictRate());
      assertThat(parts.epoch.pairs().get(i).cosine()).isCloseTo(expected.cosine(), within(1e-3));
    }
  }

  /** All rows are one row, so that parts differ by what is dropped in them, and by nothing else. */
  @Test
  void partsDropUnitsOfTheirOwn() {
    for (float dropout : new float[] {0f, .5f}) {
      Topology topology =
          Topology.builder("drops")
              .inputs(numeric("a").raw())
              .shared(experts(2, Layers.of(6).activation(Activation.TANH).dropout(dropout)), mmoe())
              .task(regression("dwell"))
              .build();
      float[] one = kernel(topology, equalRows(32), 1);
      float[] two = kernel(topology, equalRows(64), 2);
      if (dropout == 0) {
        assertThat(two).containsExactly(one, within(1e-6f));
      } else {
        assertThat(Math.abs(two[0] - one[0])).as("a step of SGD").isGreaterThan(1e-4f);
      }
    }
  }

  private static Examples equalRows(int rows) {
    float[] ones = new float[rows];
    Arrays.fill(ones, 1f);
    return Examples.of(Numbers.of("a", ones), Numbers.of("dwell", ones));
  }

  /** The first kernel after one step of all rows in so many parts. */
  private static float[] kernel(Topology topology, Examples rows, int parts) {
    try (Model model = Model.compile(topology)) {
      model.fit(
          rows,
          rows,
          SmallRun.settings()
              .gradients(sgd(.1f))
              .batchSize(rows.rows())
              .microBatches(parts)
              .steps(1)
              .build());
      return model.frozen().parameter("shared0/experts/0/layer0/kernel");
    }
  }

  private record Run(Map<String, float[]> values, Epoch epoch) {}

  private static Run run(List<GradientStep> chain, int parts) {
    try (Model model = Model.compile(topology())) {
      TrainingReport report =
          model.fit(
              TRAINING,
              VALIDATION,
              SmallRun.settings()
                  .gradients(GradientChain.of(chain))
                  .microBatches(parts)
                  .steps(4)
                  .build());
      Map<String, float[]> values = new LinkedHashMap<>();
      for (Parameter parameter : model.plan().parameters()) {
        values.put(parameter.name(), model.frozen().parameter(parameter.name()));
      }
      return new Run(values, report.best());
    }
  }

  static List<Arguments> others() {
    return List.of(
        Arguments.of(SmallRun.topology(), GradientChain.of(gradNorm(), adam(3e-3f))),
        Arguments.of(SmallRun.topology(), GradientChain.of(famo(), pcGrad(), adam(3e-3f))),
        Arguments.of(SmallRun.topology(), GradientChain.of(dbMtl(), adam(3e-3f))),
        Arguments.of(SmallRun.ranked(), GradientChain.of(pcGrad(), adam(3e-3f))));
  }

  /** With everything that a model has, and with groups; what is kept is nothing to save. */
  @ParameterizedTest
  @MethodSource("others")
  void resumedRunsEndAsIfTheyHadNotStopped(Topology topology, GradientChain chain) {
    TrainingSettingsBuilder settings = SmallRun.settings().gradients(chain).microBatches(2);
    Map<String, List<Integer>> uninterrupted;
    try (Model model = Model.compile(topology)) {
      TrainingReport report = model.fit(TRAINING, VALIDATION, settings.epochs(3).build());
      assertThat(report.history().skippedSteps()).isZero();
      uninterrupted = SmallRun.bits(model);
    }
    Checkpoints checkpoints = Checkpoints.in(folder).every(3);
    try (Model model = Model.compile(topology)) {
      model.fit(TRAINING, VALIDATION, settings.steps(7).checkpoints(checkpoints).build());
    }
    try (Model model = Model.compile(topology)) {
      model.fit(TRAINING, VALIDATION, settings.epochs(3).checkpoints(checkpoints.resume()).build());
      assertThat(SmallRun.bits(model)).isEqualTo(uninterrupted);
    }
  }

  /** Gradients are kept by weights, and compared by these. */
  @Test
  void theRepresentationOfPartsIsTheirWeights() {
    Run exact = run(List.of(pcGrad(), adam(1e-2f)), 4);
    Run found = run(List.of(SurgeryScopes.representationLevel(pcGrad()), adam(1e-2f)), 4);
    assertThat(found.epoch.pairs()).hasSameSizeAs(exact.epoch.pairs());
    for (int i = 0; i < found.epoch.pairs().size(); i++) {
      double cosine = exact.epoch.pairs().get(i).cosine();
      assertThat(found.epoch.pairs().get(i).cosine()).isCloseTo(cosine, within(1e-4));
    }
    exact.values.forEach(
        (name, values) ->
            assertThat(found.values.get(name)).as(name).containsExactly(values, within(2e-6f)));
  }

  @Test
  void logarithmsOfLossesThatMayBeNegativeAreRefused() {
    for (GradientStep weighting : List.of(LossWeightings.uncertainty(), LossWeightings.imtlL())) {
      try (Model model = Model.compile(topology())) {
        TrainingSettings settings =
            SmallRun.settings().gradients(weighting, dbMtl(), adam(1e-3f)).build();
        assertThatThrownBy(() -> model.fit(TRAINING, VALIDATION, settings))
            .isInstanceOf(GradientException.class)
            .hasMessageContaining("gradients[1]")
            .hasMessageContaining("may be negative");
      }
    }
  }

  @Test
  void partsMakeABatch() {
    try (Model model = Model.compile(topology())) {
      assertThatThrownBy(
              () -> model.fit(TRAINING, VALIDATION, SmallRun.settings().microBatches(5).build()))
          .isInstanceOf(ExamplesException.class)
          .hasMessageContaining("training.microBatches")
          .hasMessageContaining("5 parts of a batch of 64");
      assertThatThrownBy(() -> SmallRun.settings().microBatches(0))
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining("training.microBatches");
    }
  }
}
