package dev.espalier.samples.cli;

import dev.espalier.dsl.TopologyException;
import dev.espalier.dsl.json.TopologyJsonException;
import dev.espalier.graph.DeviceException;
import dev.espalier.graph.RequestException;
import dev.espalier.graph.SavedModelException;
import dev.espalier.graph.VersionExistsException;
import dev.espalier.samples.study.StudyException;
import dev.espalier.training.GradientException;
import dev.espalier.training.TrainingException;
import dev.espalier.training.checkpoint.CheckpointException;
import dev.espalier.training.data.ExamplesException;

/** Says that the person who called has to change something: exit code 2. */
final class WrongInput extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WrongInput(String reason) {
    super(reason);
  }

  /** Whether another folder would do; a full disk, say, is a failure. */
  private static boolean isAboutThePlace(CheckpointException failure) {
    return switch (failure.reason()) {
      case DISK_FULL, NOT_WRITTEN, NOT_READ -> false;
      case NO_CHECKPOINT,
          ALL_BROKEN,
          BROKEN,
          OTHER_TOPOLOGY,
          NEWER_SCHEMA,
          STEP_BEHIND,
          IN_USE,
          READ_ONLY ->
          true;
    };
  }

  /** Whether a failure is about what came in, not about what was done with it. */
  static boolean isWhatHappened(Throwable failure) {
    return failure instanceof WrongInput
        || failure instanceof TopologyException
        || failure instanceof TopologyJsonException
        || failure instanceof ExamplesException
        || failure instanceof GradientException
        || failure instanceof TrainingException
        || failure instanceof DeviceException
        || failure instanceof RequestException
        || failure instanceof SavedModelException
        || failure instanceof VersionExistsException
        || failure instanceof StudyException
        || (failure instanceof CheckpointException checkpoint && isAboutThePlace(checkpoint));
  }
}
