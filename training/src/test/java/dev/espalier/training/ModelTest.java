package dev.espalier.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.dsl.Topology;
import dev.espalier.graph.Predictions;
import dev.espalier.graph.ServedModel;
import dev.espalier.training.data.Column;
import dev.espalier.training.data.Examples;
import dev.espalier.training.data.Numbers;
import dev.espalier.training.data.RequestColumns;
import dev.espalier.training.metrics.Metric;
import dev.espalier.training.metrics.TaskMetrics;
import dev.espalier.training.report.Epoch;
import dev.espalier.training.report.TrainingReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelTest {
  private static final Examples TRAINING = SmallRun.examples(2_000, 1);
  private static final Examples VALIDATION = SmallRun.examples(700, 2);

  @TempDir Path folder;

  @Test
  void learnsEveryKindOfTask() {
    try (Model model = Model.compile(SmallRun.topology())) {
      TrainingReport report =
          model.fit(TRAINING, VALIDATION, SmallRun.settings().epochs(12).build());

      Map<String, Double> first = main(report.history().epochs().get(0).validation());
      Map<String, Double> best = main(report.metrics());
      assertThat(best.get("click")).isGreaterThan(0.93).isGreaterThan(first.get("click"));
      assertThat(best.get("dwell")).isLessThan(0.8 * first.get("dwell"));
      assertThat(best.get("kind")).isGreaterThan(0.6).isGreaterThan(first.get("kind"));
      assertThat(report.best().pairs()).hasSize(3);
      assertThat(report.history().skippedSteps()).isZero();
      assertThat(report.markdown()).contains("click", "dwell", "kind");
    }
  }

  @Test
  void holdsTheWeightsOfTheBestValidation() {
    try (Model model = Model.compile(SmallRun.topology())) {
      TrainingReport report =
          model.fit(
              TRAINING,
              VALIDATION,
              SmallRun.settings().epochs(6).gradients(GradientSteps.adam(0.2f)).build());

      assertThat(main(model.evaluate(VALIDATION))).isEqualTo(main(report.metrics()));
    }
  }

  @Test
  void equalSeedsGiveEqualBitsAndOthersDoNot() {
    assertThat(trained(11)).isEqualTo(trained(11)).isNotEqualTo(trained(12));
  }

  private static Map<String, List<Integer>> trained(long seed) {
    try (Model model = Model.compile(SmallRun.topology())) {
      model.fit(TRAINING, VALIDATION, SmallRun.settings().epochs(1).seed(seed).build());
      return SmallRun.bits(model);
    }
  }

  @Test
  void resumedInTheMiddleOfAnEpochEndsAsIfItHadNotStopped() {
    Map<String, List<Integer>> uninterrupted;
    List<Map<String, Double>> losses = new ArrayList<>();
    try (Model model = Model.compile(SmallRun.topology())) {
      TrainingReport report = model.fit(TRAINING, VALIDATION, SmallRun.settings().build());
      uninterrupted = SmallRun.bits(model);
      report.history().epochs().forEach(epoch -> losses.add(epoch.losses()));
    }
    Checkpoints checkpoints = Checkpoints.in(folder).every(7);
    try (Model model = Model.compile(SmallRun.topology())) {
      model.fit(
          TRAINING, VALIDATION, SmallRun.settings().steps(44).checkpoints(checkpoints).build());
    }
    try (Model model = Model.compile(SmallRun.topology())) {
      TrainingReport report =
          model.fit(
              TRAINING, VALIDATION, SmallRun.settings().checkpoints(checkpoints.resume()).build());

      assertThat(SmallRun.bits(model)).isEqualTo(uninterrupted);
      assertThat(report.history().epochs().get(report.history().epochs().size() - 1).losses())
          .isEqualTo(losses.get(losses.size() - 1));
    }
  }

  @Test
  void aStopRequestSavesWhatIsTrained() {
    Checkpoints checkpoints = Checkpoints.in(folder);
    TrainingListener stopping =
        new TrainingListener() {
          private int steps;

          @Override
          public boolean stopRequested() {
            return ++steps == 10;
          }
        };
    try (Model model = Model.compile(SmallRun.topology())) {
      TrainingReport report =
          model.fit(
              TRAINING,
              VALIDATION,
              SmallRun.settings().checkpoints(checkpoints).listener(stopping).build());
      assertThat(report.history().epochs()).extracting(Epoch::step).containsExactly(10L);
    }
    try (Model loaded = Model.load(folder)) {
      assertThat(loaded.topology()).isEqualTo(SmallRun.topology());
      assertThat(loaded.evaluate(VALIDATION)).hasSize(3);
    }
  }

  @Test
  void aLoadedModelAnswersAsTheTrainedOne() {
    Predictions trained;
    try (Model model = Model.compile(SmallRun.topology())) {
      model.fit(
          TRAINING, VALIDATION, SmallRun.settings().checkpoints(Checkpoints.in(folder)).build());
      trained = model.predict(VALIDATION);
    }
    try (Model loaded = Model.load(folder)) {
      for (String task : trained.outputs()) {
        assertThat(loaded.predict(VALIDATION).values(task)).isEqualTo(trained.values(task));
      }
    }
  }

  @Test
  void refusesAFolderThatHoldsARun() {
    TrainingSettings settings =
        SmallRun.settings().steps(3).checkpoints(Checkpoints.in(folder)).build();
    try (Model model = Model.compile(SmallRun.topology())) {
      model.fit(TRAINING, VALIDATION, settings);
    }
    try (Model model = Model.compile(SmallRun.topology())) {
      assertThatThrownBy(() -> model.fit(TRAINING, VALIDATION, settings))
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining("step 3")
          .hasMessageContaining("Resume the run");
    }
  }

  @Test
  void refusesToResumeWithOtherSettings() {
    TrainingSettingsBuilder settings = SmallRun.settings().steps(3);
    try (Model model = Model.compile(SmallRun.topology())) {
      model.fit(TRAINING, VALIDATION, settings.checkpoints(Checkpoints.in(folder)).build());
    }
    try (Model model = Model.compile(SmallRun.topology())) {
      TrainingSettings others =
          settings.batchSize(32).checkpoints(Checkpoints.in(folder).resume()).build();
      assertThatThrownBy(() -> model.fit(TRAINING, VALIDATION, others))
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining("batch size 64")
          .hasMessageContaining("batch size 32");
    }
  }

  @Test
  void aStepThatIsNotFiniteChangesNothingAndNamesTheTask() {
    float[] huge = new float[2_000];
    Arrays.fill(huge, 1f);
    huge[77] = Float.MAX_VALUE;
    Column dwell = Numbers.of("dwell", huge);
    Column clicked =
        dev.espalier.training.data.Integers.of(
            "clicked", Arrays.stream(new long[2_000]).map(x -> 1).toArray());
    List<String> reasons = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onSkip(long step, String reason) {
            reasons.add(reason);
          }
        };
    try (Model model = Model.compile(SmallRun.topology())) {
      TrainingReport report =
          model.fit(
              TRAINING.with(dwell).with(clicked),
              VALIDATION,
              SmallRun.settings().epochs(2).listener(listener).build());

      assertThat(reasons).isNotEmpty().allMatch(reason -> reason.contains("loss of dwell"));
      assertThat(report.history().skippedSteps()).isEqualTo(reasons.size());
      assertThat(main(report.metrics()).get("click")).isGreaterThan(0.6);
    }
  }

  @Test
  void stopsEarlyOnATaskThatDoesNotImprove() {
    try (Model model = Model.compile(SmallRun.topology())) {
      TrainingReport report =
          model.fit(
              TRAINING,
              VALIDATION,
              SmallRun.settings()
                  .epochs(50)
                  .gradients(GradientSteps.sgd(1e-12f))
                  .earlyStopping(EarlyStopping.onTask("click", 2))
                  .build());
      assertThat(report.history().epochs()).hasSizeLessThan(50);
    }
  }

  @Test
  void refusesToWatchATaskThatIsNotThere() {
    try (Model model = Model.compile(SmallRun.topology())) {
      TrainingSettings settings =
          SmallRun.settings().earlyStopping(EarlyStopping.onTask("buy", 2)).build();
      assertThatThrownBy(() -> model.fit(TRAINING, VALIDATION, settings))
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining("\"buy\"")
          .hasMessageContaining("click");
    }
  }

  @Test
  void gatesAndCodesSayWhoReadsWhat() {
    try (Model model = Model.compile(SmallRun.topology())) {
      model.fit(TRAINING, VALIDATION, SmallRun.settings().epochs(1).build());

      float[][] gates = model.gates(VALIDATION).get("topology.shared[2].mmoe");
      assertThat(gates).hasDimensions(3, 3);
      for (float[] gate : gates) {
        assertThat(gate[0] + gate[1] + gate[2]).isCloseTo(1f, within(1e-5f));
      }
      assertThat(model.codes()).hasSize(1);
      assertThat(model.codes().get(0).connections()).isEqualTo(12);
    }
  }

  @Test
  void theExportAnswersRawValuesAsTheModelDoes() {
    try (Model model = Model.compile(SmallRun.topology())) {
      model.fit(TRAINING, VALIDATION, SmallRun.settings().epochs(2).build());
      ExportReport report = model.export(folder.resolve("small"), 1);

      Predictions expected = model.predict(VALIDATION);
      try (ServedModel served = ServedModel.load(report.directory())) {
        Predictions answers =
            served.predict("serving_default", RequestColumns.of(model.topology(), VALIDATION));
        assertThat(answers.values("click/probability"))
            .containsExactly(expected.values("click"), within(1e-6f));
        assertThat(answers.values("kind/probabilities"))
            .containsExactly(expected.values("kind"), within(1e-6f));
        assertThat(answers.values("dwell/value"))
            .containsExactly(expected.values("dwell"), within(1e-5f));
      }
    }
  }

  @Test
  void anUntrainedModelSaysSo() {
    try (Model model = Model.compile(SmallRun.topology())) {
      assertThatThrownBy(() -> model.predict(VALIDATION))
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining("Call fit");
    }
  }

  @Test
  void aTopologyWithOneTaskTrains() {
    Topology one =
        Topology.builder("one")
            .inputs(dev.espalier.dsl.Features.numeric("a"))
            .task(dev.espalier.dsl.Tasks.binary("click"))
            .build();
    try (Model model = Model.compile(one)) {
      model.fit(
          TRAINING,
          VALIDATION,
          SmallRun.settings().gradients(GradientSteps.pcGrad(), GradientSteps.adam(0.1f)).build());
      assertThat(main(model.evaluate(VALIDATION)).get("click")).isGreaterThan(0.6);
    }
  }

  private static Map<String, Double> main(List<TaskMetrics> metrics) {
    Map<String, Double> values = new java.util.LinkedHashMap<>();
    for (TaskMetrics task : metrics) {
      Metric metric = task.main();
      values.put(task.task(), task.value(metric));
    }
    return values;
  }
}
