package dev.espalier.training.checkpoint;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.espalier.training.checkpoint.CheckpointException.Reason;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Expects the typed error: its reason, and a message that names the path and a way out. */
final class Failing {

  private Failing() {}

  static CheckpointException with(Reason reason, Path path, ThrowingCallable call) {
    CheckpointException thrown = catchThrowableOfType(CheckpointException.class, call);
    Assertions.assertThat(thrown).as("a CheckpointException").isNotNull();
    Assertions.assertThat(thrown.reason()).as(thrown.getMessage()).isEqualTo(reason);
    Assertions.assertThat(thrown.path()).isEqualTo(path);
    Assertions.assertThat(thrown)
        .hasMessageContaining(path.toString())
        .hasMessageContaining("received")
        .hasMessageContaining("allowed");
    Assertions.assertThat(thrown.problem().hint()).isNotBlank();
    return thrown;
  }
}
