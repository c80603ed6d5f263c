package dev.espalier.training;

import static dev.espalier.training.GradientSteps.peLtr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MergeSettingsTest {

  static List<Arguments> illegal() {
    return List.of(
        refused("peLtr.share", "1.0", () -> peLtr(1f)),
        refused("peLtr.share", "-0.5", () -> peLtr(-0.5f)),
        refused("peLtr.share", "NaN", () -> peLtr(Float.NaN)));
  }

  private static Arguments refused(String path, String received, ThrowingCallable making) {
    return Arguments.of(path, received, making);
  }

  @ParameterizedTest(name = "{0} = {1}")
  @MethodSource("illegal")
  void illegalSettingsAreRefused(String path, String received, ThrowingCallable making) {
    assertThatThrownBy(making)
        .isInstanceOfSatisfying(
            GradientException.class,
            e -> {
              assertThat(e.problem().path()).isEqualTo(path);
              assertThat(e.problem().received()).isEqualTo(received);
              assertThat(e.problem().allowed()).isNotBlank();
              assertThat(e.problem().hint()).isNotBlank();
            });
  }
}
