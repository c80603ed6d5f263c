package dev.espalier.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.training.data.Examples;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training on examples that are drawn from several tables. */
class MixedTablesTest {
  private static final Examples VALIDATION = SmallRun.examples(200, 2);

  @TempDir Path folder;

  private static Examples mixed(double first) {
    return Examples.mixed(
        SmallRun.examples(400, 1).share(first), SmallRun.examples(100, 3).share(1));
  }

  @Test
  void aResumedRunEndsAsIfItHadNotStopped() {
    Checkpoints checkpoints = Checkpoints.in(folder).every(4);
    try (Model model = Model.compile(SmallRun.topology());
        Model half = Model.compile(SmallRun.topology());
        Model rest = Model.compile(SmallRun.topology())) {
      model.fit(mixed(3), VALIDATION, SmallRun.settings().build());
      half.fit(
          mixed(3), VALIDATION, SmallRun.settings().steps(11).checkpoints(checkpoints).build());
      TrainingSettings on = SmallRun.settings().checkpoints(checkpoints.resume()).build();
      assertThatThrownBy(() -> rest.fit(mixed(2), VALIDATION, on))
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining("of tables by weights [2.0, 1.0]");
      rest.fit(mixed(3), VALIDATION, on);
      assertThat(SmallRun.bits(rest)).isEqualTo(SmallRun.bits(model));
    }
  }

  @Test
  void weightsChangeWhatIsLearned() {
    try (Model model = Model.compile(SmallRun.topology());
        Model other = Model.compile(SmallRun.topology())) {
      model.fit(mixed(3), VALIDATION, SmallRun.settings().build());
      other.fit(mixed(1), VALIDATION, SmallRun.settings().build());
      assertThat(SmallRun.bits(other)).isNotEqualTo(SmallRun.bits(model));
    }
  }
}
