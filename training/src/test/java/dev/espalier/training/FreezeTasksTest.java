package dev.espalier.training;

import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Features.categorical;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.binary;
import static dev.espalier.dsl.Tasks.regression;
import static dev.espalier.training.GradientSteps.adam;
import static dev.espalier.training.GradientSteps.adamW;
import static dev.espalier.training.GradientSteps.ftrl;
import static dev.espalier.training.GradientSteps.momentum;
import static dev.espalier.training.GradientSteps.pcGrad;
import static dev.espalier.training.GradientSteps.perBlock;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.dsl.Layers;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.Owner;
import dev.espalier.dsl.plan.Parameter;
import dev.espalier.graph.Lowering;
import dev.espalier.training.data.Examples;
import dev.espalier.training.report.Epoch;
import dev.espalier.training.report.HistoryCsv;
import dev.espalier.training.report.HistoryJson;
import dev.espalier.training.report.TrainingReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tasks that have converged stay, the others go on. */
class FreezeTasksTest {
  private static final Examples TRAINING = SmallRun.examples(320, 1);

  /** Of one class only, so that the area of click is never defined and it freezes at once. */
  private static final Examples VALIDATION = SmallRun.examples(200, 2).where("click", "1");

  @TempDir Path folder;

  private static Topology topology() {
    return Topology.builder("small")
        .inputs(numeric("a"), numeric("v", 3), categorical("id", 20, 4))
        .shared(experts(3, Layers.of(8)), mmoe())
        .task(binary("click").tower(Layers.of(6).l2(1e-3f)))
        .task(regression("dwell").tower(Layers.of(6).l2(1e-3f)))
        .build();
  }

  private static TrainingSettingsBuilder settings() {
    return SmallRun.settings().batchSize(32).earlyStopping(EarlyStopping.perTask(2));
  }

  static Stream<Arguments> updates() {
    return Stream.of(
            adam(1e-2f),
            adamW(1e-2f),
            momentum(1e-2f),
            ftrl(1e-1f),
            perBlock(adam(1e-2f)).rate("tasks/click", .5f))
        .flatMap(
            update ->
                Stream.of(Lowering.SEPARATE, Lowering.BATCHED)
                    .map(lowering -> Arguments.of(update, lowering)));
  }

  @ParameterizedTest
  @MethodSource("updates")
  void ownWeightsOfAFrozenTaskStayBitByBit(GradientStep.Update update, Lowering lowering) {
    Map<String, Map<String, float[]>> epochs = new LinkedHashMap<>();
    List<String> told = new ArrayList<>();
    for (int count : new int[] {3, 5}) {
      try (Model model = Model.compile(topology())) {
        TrainingReport report =
            model.fit(
                TRAINING,
                VALIDATION,
                settings()
                    .epochs(count)
                    .best(Score.of("last", metrics -> told.size()))
                    .gradients(pcGrad(), update)
                    .lowering(lowering)
                    .listener(
                        new TrainingListener() {
                          @Override
                          public void onEpoch(Epoch epoch) {
                            told.add("epoch");
                          }

                          @Override
                          public void onFreeze(String task, int epoch) {
                            told.add(task + " " + epoch);
                          }
                        })
                    .build());
        assertThat(report.history().epochs().get(2).frozen()).containsExactly("click");
        Map<String, float[]> values = new LinkedHashMap<>();
        for (Parameter parameter : model.plan().parameters()) {
          values.put(parameter.name(), model.frozen().parameter(parameter.name()));
        }
        epochs.put("" + count, values);
      }
    }
    assertThat(told).contains("click 3");
    int frozen = 0;
    try (Model model = Model.compile(topology())) {
      for (Parameter parameter : model.plan().parameters()) {
        String name = parameter.name();
        if (parameter.owner().equals(new Owner.OfTask("click"))) {
          frozen++;
          assertThat(epochs.get("5").get(name)).as(name).isEqualTo(epochs.get("3").get(name));
        } else {
          assertThat(epochs.get("5").get(name)).as(name).isNotEqualTo(epochs.get("3").get(name));
        }
      }
    }
    assertThat(frozen).isGreaterThan(4);
  }

  /** A run that goes on after a task was frozen is the run that was never interrupted. */
  @Test
  void aResumedRunKeepsWhatIsFrozen() {
    Map<String, List<Integer>> straight;
    try (Model model = Model.compile(topology())) {
      model.fit(TRAINING, VALIDATION, resumable("straight").epochs(6).build());
      straight = SmallRun.bits(model);
    }
    try (Model model = Model.compile(topology())) {
      TrainingReport report =
          model.fit(TRAINING, VALIDATION, resumable("stopped").epochs(4).build());
      assertThat(report.best().frozen()).containsExactly("click");
    }
    try (Model model = Model.compile(topology())) {
      TrainingReport report =
          model.fit(
              TRAINING,
              VALIDATION,
              resumable("stopped")
                  .checkpoints(Checkpoints.in(folder.resolve("stopped")).resume())
                  .epochs(6)
                  .build());
      assertThat(report.bestEpoch()).isGreaterThan(4);
      assertThat(report.best().frozen()).containsExactly("click");
      assertThat(SmallRun.bits(model)).isEqualTo(straight);
    }
    try (Model model = Model.compile(topology())) {
      assertThatThrownBy(
              () ->
                  model.fit(
                      TRAINING,
                      VALIDATION,
                      resumable("stopped")
                          .checkpoints(Checkpoints.in(folder.resolve("stopped")).resume())
                          .earlyStopping(EarlyStopping.never())
                          .build()))
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining("PerTask[patience=2]");
    }
  }

  private TrainingSettingsBuilder resumable(String run) {
    return settings()
        .gradients(pcGrad(), adam(2e-3f))
        .best(Score.task("dwell"))
        .checkpoints(Checkpoints.in(folder.resolve(run)));
  }

  @Test
  void aRunEndsWhenAllTasksAreFrozen() {
    try (Model model = Model.compile(topology())) {
      TrainingReport report =
          model.fit(
              TRAINING,
              VALIDATION,
              settings().epochs(50).gradients(GradientSteps.sgd(1e-30f)).build());
      assertThat(report.history().epochs()).hasSize(3);
      assertThat(report.history().epochs().get(2).frozen()).containsExactly("click", "dwell");
      assertThat(report.markdown())
          .contains(", click frozen after epoch 3, dwell frozen after epoch 3.");
      assertThat(HistoryCsv.write(report.history())).contains(",click dwell\n");
      assertThat(HistoryJson.read(HistoryJson.write(report.history()))).isEqualTo(report.history());
    }
  }
}
