package dev.espalier.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.espalier.training.data.Examples;
import dev.espalier.training.data.Integers;
import dev.espalier.training.data.Numbers;
import dev.espalier.training.report.TrainingReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps that would do harm: not finite, or far above what losses were. */
class SkippedStepsTest {
  private static final int ROWS = 640;
  private static final Examples TRAINING = SmallRun.examples(ROWS, 1);
  private static final Examples VALIDATION = SmallRun.examples(100, 2);

  @TempDir Path folder;

  private final List<String> told = new ArrayList<>();

  private TrainingSettingsBuilder settings() {
    return SmallRun.settings()
        .listener(
            new TrainingListener() {
              @Override
              public void onSkip(long step, String reason) {
                told.add(reason);
              }
            });
  }

  /** Labels of dwell that are 1 but for these rows. */
  private static Examples withDwell(float other, int... rows) {
    float[] dwell = new float[ROWS];
    long[] clicked = new long[ROWS];
    Arrays.fill(dwell, 1f);
    Arrays.fill(clicked, 1);
    for (int row : rows) {
      dwell[row] = other;
    }
    return TRAINING.with(Numbers.of("dwell", dwell)).with(Integers.of("clicked", clicked));
  }

  @Test
  void theRowsOfAStepThatIsNotFiniteAreNamed() {
    try (Model model = Model.compile(SmallRun.topology())) {
      TrainingReport report =
          model.fit(withDwell(Float.MAX_VALUE, 77), VALIDATION, settings().epochs(2).build());
      assertThat(told).hasSize(2).containsOnly("loss of dwell is not finite, by examples row 77");
      assertThat(report.history().skippedSteps()).isEqualTo(2);
    }
  }

  @Test
  void rowsOfMicroBatchesAreNamedTooAndOfManyTheFirst() {
    int[] half = new int[ROWS / 2];
    Arrays.setAll(half, i -> 2 * i);
    try (Model model = Model.compile(SmallRun.topology())) {
      assertThatThrownBy(
              () ->
                  model.fit(
                      withDwell(Float.MAX_VALUE, half),
                      VALIDATION,
                      settings().microBatches(2).skips(1).build()))
          .isInstanceOf(DivergedException.class);
      assertThat(told)
          .singleElement()
          .asString()
          .matches("loss of dwell is not finite, by (examples row \\d*[02468](, |$)){3}");
    }
  }

  @Test
  void tooManyInARowEndTheRunAndNameTheLastCheckpoint() {
    try (Model model = Model.compile(SmallRun.topology())) {
      model.fit(
          TRAINING, VALIDATION, settings().steps(4).checkpoints(Checkpoints.in(folder)).build());
    }
    int[] all = new int[ROWS];
    Arrays.setAll(all, i -> i);
    try (Model model = Model.compile(SmallRun.topology())) {
      DivergedException end =
          catchThrowableOfType(
              DivergedException.class,
              () ->
                  model.fit(
                      withDwell(Float.MAX_VALUE, all),
                      VALIDATION,
                      settings()
                          .steps(20)
                          .skips(3)
                          .checkpoints(Checkpoints.in(folder).resume())
                          .build()));
      assertThat(end.step()).isEqualTo(7);
      assertThat(end.culprits()).containsExactly("loss of dwell is not finite");
      assertThat(end.lastCheckpoint()).hasValueSatisfying(path -> assertThat(path).exists());
      assertThat(end)
          .hasMessageContaining("training step 7: received loss of dwell is not finite, by")
          .hasMessageContaining("3 steps in a row")
          .hasMessageContaining("the last checkpoint is " + end.lastCheckpoint().orElseThrow());
      assertThat(told).hasSize(3);
    }
  }

  private static final SpikeGuard SPIKES = SpikeGuard.above(30f).window(7);

  @Test
  void stepsWhoseLossJumpsUpChangeNothing() {
    try (Model model = Model.compile(SmallRun.topology())) {
      TrainingReport report =
          model.fit(
              withDwell(3000f, 77, 300), VALIDATION, settings().epochs(4).spikes(SPIKES).build());
      assertThat(told)
          .isNotEmpty()
          .allMatch(reason -> reason.matches("loss of dwell is \\d+\\.\\d times its median"));
      assertThat(report.history().skippedSteps()).isEqualTo(told.size());
      // A label that is 3,000 too high would be learned from otherwise.
      assertThat(report.best().losses().get("dwell")).isLessThan(5);
    }
  }

  @Test
  void aResumedRunRemembersTheLastLosses() {
    Examples training = withDwell(3000f, 77, 300);
    TrainingSettingsBuilder settings = settings().spikes(SPIKES);
    try (Model model = Model.compile(SmallRun.topology())) {
      TrainingReport whole = model.fit(training, VALIDATION, settings.steps(37).build());
      List<String> straight = List.copyOf(told);
      assertThat(straight).isNotEmpty();
      told.clear();
      try (Model first = Model.compile(SmallRun.topology())) {
        first.fit(
            training, VALIDATION, settings.steps(9).checkpoints(Checkpoints.in(folder)).build());
      }
      try (Model second = Model.compile(SmallRun.topology())) {
        TrainingReport resumed =
            second.fit(
                training,
                VALIDATION,
                settings.steps(37).checkpoints(Checkpoints.in(folder).resume()).build());
        assertThat(told).isEqualTo(straight);
        assertThat(resumed.history().epochs().get(4).losses())
            .isEqualTo(whole.history().epochs().get(3).losses());
      }
    }
  }

  @Test
  void settingsThatCannotBeAreRefused() {
    assertThatThrownBy(() -> SpikeGuard.above(1f))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("training.spikes.multiple: received 1.0, allowed is above 1");
    assertThatThrownBy(() -> SpikeGuard.above(2f).window(2))
        .hasMessageContaining("training.spikes.window: received 2, allowed is at least 3");
    assertThatThrownBy(() -> settings().skips(0))
        .hasMessageContaining("training.skips: received 0");
    try (Model model = Model.compile(SmallRun.topology())) {
      assertThatThrownBy(
              () ->
                  model.fit(
                      TRAINING,
                      VALIDATION,
                      settings().microBatches(2).spikes(SpikeGuard.above(10f)).build()))
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining("training.spikes: received a guard of steps of 2 micro-batches");
    }
  }
}
