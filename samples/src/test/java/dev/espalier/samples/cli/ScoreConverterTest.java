package dev.espalier.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.training.EarlyStopping;
import dev.espalier.training.Score;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ScoreConverterTest {

  @Test
  void readsWhatIsBest() {
    assertThat(read("mean")).isEqualTo(Score.mean());
    assertThat(read("worst")).isEqualTo(Score.worst());
    assertThat(read("click")).isEqualTo(Score.task("click"));
    assertThat(read("click/auc*0.7,buy/ndcg@10_by_user,dwell*2"))
        .isEqualTo(
            Score.metric("click", "auc")
                .times(.7)
                .plus(Score.metric("buy", "ndcg@10_by_user"))
                .plus(Score.task("dwell").times(2)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "click,", "click/", "click*", "click*x", "/auc"})
  void refusesOtherForms(String value) {
    assertThatThrownBy(() -> read(value))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("is not of the form TASK, TASK/METRIC or TASK/METRIC*WEIGHT");
  }

  @Test
  void readsWhenToStop() {
    EarlyStoppingConverter stopping = new EarlyStoppingConverter();
    assertThat(stopping.convert("3")).isEqualTo(EarlyStopping.onMean(3));
    assertThat(stopping.convert("click:2")).isEqualTo(EarlyStopping.onTask("click", 2));
    assertThat(stopping.convert("per-task:2")).isEqualTo(EarlyStopping.perTask(2));
  }

  private static Score read(String value) {
    return new ScoreConverter().convert(value);
  }
}
