package dev.espalier.samples.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each member does on its experiment what it is for, about as much as simulations say. */
class FamilyStudyTest {
  private static List<FamilyStudy.Row> rows;

  @BeforeAll
  static void run() {
    rows = FamilyStudy.run();
  }

  @Test
  void momentumHoldsBackWhatNoiseHides() {
    assertThat(value("noisy", "pcgrad")).isCloseTo(-0.17, within(0.03));
    assertThat(value("noisy", "pcgradmomentum")).isCloseTo(-0.13, within(0.03));
  }

  @Test
  void nesterovForeseesTheSign() {
    assertThat(value("oscillating", "last value")).isCloseTo(0.116, within(0.02));
    assertThat(value("oscillating", "pcgradmomentum")).isCloseTo(0.151, within(0.02));
    assertThat(value("oscillating", "pcgradnesterov")).isCloseTo(0.046, within(0.02));
  }

  @Test
  void onlyAdaGradRemembersAConflictThatHasEnded() {
    assertThat(value("cosine -0.6 until", "pcgradadagrad")).isCloseTo(0.286, within(1e-3));
    assertThat(value("cosine -0.6 until", "pcgradrmsprop")).isCloseTo(0.022, within(1e-3));
  }

  @Test
  void adamCountsSteadyConflictAndNoNoise() {
    assertThat(value("steady", "pcgradadam")).isCloseTo(0.5, within(1e-3));
    assertThat(value("cosine alternating", "pcgradadam")).isCloseTo(0.03, within(0.01));
  }

  @Test
  void accordLeansToThoseThatAgree() {
    assertThat(value("two agreeing", "pcgradaccord"))
        .isGreaterThan(value("two agreeing", "pcgrad") + 0.005);
  }

  private static double value(String experiment, String rule) {
    return rows.stream()
        .filter(row -> row.experiment().startsWith(experiment) && row.rule().equals(rule))
        .mapToDouble(FamilyStudy.Row::value)
        .findFirst()
        .orElseThrow();
  }
}
