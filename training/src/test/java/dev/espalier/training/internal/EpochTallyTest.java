package dev.espalier.training.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.training.report.GradientPair;
import dev.espalier.training.report.GradientShare;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EpochTallyTest {
  private static final List<String> TASKS = List.of("a", "b", "c");

  /** Gradients (3, 0), (0, 4) and then (1, 1), (-1, 0); c is absent, later (0, 2). */
  private static EpochTally tally() {
    EpochTally tally = new EpochTally(TASKS);
    tally.add(readings(1, 9, 0, 0, 0, 16, 0, 0, 0, 0, .5f, 1, 1.5f), true);
    tally.add(readings(3, 2, -1, 2, -1, 1, 0, 2, 0, 4, 1, 1, 1), true);
    return tally;
  }

  private static Readings readings(float loss, float... surgery) {
    Readings readings = new Readings(3);
    java.util.Arrays.fill(readings.losses(), loss);
    System.arraycopy(surgery, 0, readings.surgery(), 0, surgery.length);
    return readings;
  }

  @Test
  void meansAreOverStepsInWhichBothTasksMoved() {
    GradientPair ab = tally().pairs().get(0);
    assertThat(ab.conflictRate()).isEqualTo(.5);
    assertThat(ab.cosine()).isEqualTo(-1 / Math.sqrt(2) / 2, within(1e-9));
    GradientPair ac = tally().pairs().get(1);
    assertThat(ac.conflictRate()).isZero();
    assertThat(ac.cosine()).isEqualTo(1 / Math.sqrt(2), within(1e-9));
    GradientShare a = tally().gradients().get(0);
    assertThat(a.norm()).isEqualTo((3 + Math.sqrt(2)) / 2, within(1e-9));
    assertThat(a.weight()).isEqualTo(.75);
  }

  @Test
  void stepsWithoutATaskSayNothingOfItsConflicts() {
    EpochTally tally = new EpochTally(TASKS);
    tally.add(readings(1, 1, -1, 0, -1, 2, 0, 0, 0, 0), true);
    tally.add(readings(1, 1, 0, 0, 0, 0, 0, 0, 0, 3), true);
    assertThat(tally.pairs().get(0).conflictRate()).isEqualTo(1);
    assertThat(tally.pairs().get(1).conflictRate()).isZero();
    assertThat(tally.pairs().get(2).conflictRate()).isZero();
    assertThat(tally.pairs().get(2).cosine()).isNaN();
  }

  @Test
  void stepsWithoutATaskSayNothingOfItsLoss() {
    EpochTally tally = new EpochTally(TASKS);
    Readings without = readings(6, 4, 0, 0, 0, 4, 0, 0, 0, 0);
    without.losses()[2] = 0;
    tally.add(without, true);
    tally.add(readings(2, 4, 0, 0, 0, 4, 0, 0, 0, 9), true);
    assertThat(tally.losses(List.of(1f, 2f, .5f)))
        .containsExactly(Map.entry("a", 4.0), Map.entry("b", 2.0), Map.entry("c", 4.0));
    assertThat(tally.gradients()).extracting(GradientShare::norm).containsExactly(2.0, 2.0, 3.0);
  }

  @Test
  void aTaskWithoutAnyLabelHasALossOfZero() {
    EpochTally tally = new EpochTally(TASKS);
    tally.add(readings(0, 0, 0, 0, 0, 0, 0, 0, 0, 0), true);
    assertThat(tally.losses(List.of(1f, 1f, 1f)).values()).containsOnly(0.0);
    assertThat(tally.gradients()).extracting(GradientShare::norm).containsOnly(0.0);
  }

  @Test
  void rowsWithoutFactorsHaveNone() {
    EpochTally tally = new EpochTally(TASKS);
    tally.add(readings(1, 1, 0, 0, 0, 1, 0, 0, 0, 1), true);
    assertThat(tally.gradients().get(0).weight()).isNaN();
    assertThat(tally.gradients().get(0).norm()).isEqualTo(1);
  }

  @Test
  void countsStepsThatWereNotTakenInARowOverEpochsAndResumptions() {
    EpochTally tally = new EpochTally(TASKS);
    tally.skip();
    assertThat(tally.skip()).isEqualTo(2);
    EpochTally next = EpochTally.read(TASKS, tally.next().write());
    assertThat(next.skipped()).isZero();
    assertThat(next.skip()).isEqualTo(3);
    next.add(readings(1, 1, 0, 0, 0, 1, 0, 0, 0, 1), true);
    assertThat(next.skip()).isEqualTo(1);
    String before = tally.write();
    assertThat(EpochTally.read(TASKS, before.substring(0, before.lastIndexOf(';'))).skip())
        .isEqualTo(1);
  }

  @Test
  void comesBackToTheLastBit() {
    EpochTally back = EpochTally.read(TASKS, tally().write());
    assertThat(back.pairs()).isEqualTo(tally().pairs());
    assertThat(back.gradients()).isEqualTo(tally().gradients());
    assertThat(back.write()).isEqualTo(tally().write());
  }
}
