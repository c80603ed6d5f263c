package dev.espalier.training.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GradVacRuleTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 32})
  void turnsAsThePaperDoesStepAfterStep(int tasks) {
    Random random = new Random(tasks);
    VectorGradVac paper = new VectorGradVac(tasks, 0.2);
    double[] common = random.doubles(Grams.WIDTH).toArray();
    try (GramTrial trial = new GramTrial(new GradVacRule(0.2), tasks)) {
      for (int step = 0; step < 12; step++) {
        double[][] rows = rows(random, common, tasks);
        double[] expected = paper.step(rows, trial.orders(step));
        double[] w = trial.step(Grams.of(rows), step);
        GramTrial.assertSum("step " + step, rows, w, expected);
      }
    }
  }

  /** Gradients whose cosines change their sign from step to step, a third of them absent. */
  private static double[][] rows(Random random, double[] common, int tasks) {
    double[][] rows = new double[tasks][Grams.WIDTH];
    for (int t = 0; t < tasks; t++) {
      double norm = random.nextInt(3) == 0 ? 0 : Math.pow(10, 4 * random.nextDouble() - 2);
      double turn = random.nextGaussian();
      for (int p = 0; p < Grams.WIDTH; p++) {
        rows[t][p] = norm * (random.nextGaussian() + turn * common[p]);
      }
    }
    return rows;
  }

  @Test
  void withoutTargetsItIsPcGrad() {
    Random random = new Random(1);
    for (int tasks : new int[] {2, 5, 32}) {
      try (GramTrial vaccine = new GramTrial(new GradVacRule(0), tasks);
          GramTrial surgery = new GramTrial(new PcGradRule(), tasks)) {
        for (int step = 0; step < 10; step++) {
          double[][] gram = Grams.random(random, tasks, 2);
          GramRulesTest.assertClose(vaccine.step(gram, step), surgery.step(gram, step), 1e-5);
        }
      }
    }
  }

  /** Targets of orthogonal unit gradients that were equal a step before: each turns to its. */
  @Test
  void aHandComputedCase() {
    try (GramTrial trial = new GramTrial(new GradVacRule(0.6), 2)) {
      double[][] equal = {{1, 1}, {1, 1}};
      GramRulesTest.assertClose(trial.step(equal, 0), new double[] {1, 1}, 1e-6);
      double[][] orthogonal = {{1, 0}, {0, 1}};
      // cos 0.6 is reached by adding 0.6 / 0.8 of the other.
      GramRulesTest.assertClose(trial.step(orthogonal, 1), new double[] {1.75, 1.75}, 1e-6);
    }
  }

  @Test
  void targetsOfAnAbsentTaskStay() {
    try (GramTrial trial = new GramTrial(new GradVacRule(0.6), 2)) {
      trial.step(new double[][] {{1, 1}, {1, 1}}, 0);
      for (int step = 1; step < 5; step++) {
        double[] alone = trial.step(new double[][] {{1, 0}, {0, 0}}, step);
        assertThat(alone[0]).isCloseTo(1, within(1e-6));
      }
      double[] after = trial.step(new double[][] {{1, 0}, {0, 1}}, 5);
      GramRulesTest.assertClose(after, new double[] {1.75, 1.75}, 1e-6);
    }
  }

  @Test
  void fewOpsAreWrittenForAnyNumberOfTasks() {
    try (GramTrial few = new GramTrial(new GradVacRule(0.01), 3);
        GramTrial many = new GramTrial(new GradVacRule(0.01), 32)) {
      assertThat(many.ops()).isEqualTo(few.ops()).isLessThan(40);
    }
  }
}
