package dev.espalier.samples.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import kotlinx.serialization.json.JsonElementKt;
import org.junit.jupiter.api.Test;

class TrialJsonTest {
  private static final List<String> OBJECTIVES = List.of("click/auc", "buy/auc");

  @Test
  void aTrialComesBackAsItWas() {
    Trial begun = Trial.waiting(7).running("12 since 2026-01-01T00:00:00Z").after(12.5);
    Trial trial =
        begun
            .with(new Validation(2, .75, List.of(.8, .7)))
            .with(new Validation(1, Double.NaN, List.of(.5, Double.NaN)))
            .failed(TrialState.FAILED, "a \"reason\"");
    String json = TrialJson.write(trial, Map.of("x", JsonElementKt.JsonPrimitive(1)), OBJECTIVES);
    assertThat(TrialJson.read(json, OBJECTIVES)).isEqualTo(trial);
    assertThat(trial.validations()).extracting(Validation::epoch).containsExactly(1, 2);
  }

  @Test
  void halfOfItIsNone() {
    String json = TrialJson.write(Trial.waiting(1), Map.of(), OBJECTIVES);
    assertThatThrownBy(() -> TrialJson.read(json.substring(0, json.length() / 2), OBJECTIVES))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ofAnEpochTheLastValidationCounts() {
    Trial trial =
        Trial.waiting(1)
            .with(new Validation(1, .9, List.of()))
            .with(new Validation(1, .5, List.of()))
            .with(new Validation(2, .6, List.of()));
    assertThat(trial.score()).isEqualTo(.6);
    assertThat(trial.best()).hasValueSatisfying(best -> assertThat(best.epoch()).isEqualTo(2));
  }
}
