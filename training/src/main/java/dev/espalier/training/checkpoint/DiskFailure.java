package dev.espalier.training.checkpoint;

import dev.espalier.dsl.Problem;
import dev.espalier.training.checkpoint.CheckpointException.Reason;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells from what a disk, or a writer, threw why there is no checkpoint. */
final class DiskFailure {

  private DiskFailure() {}

  static CheckpointException unwritten(Path path, Exception cause) {
    Reason reason = reason(cause);
    return new CheckpointException(
        reason,
        path,
        new Problem(
            path.toString(),
            shown(cause),
            "a directory that takes the files of a checkpoint",
            hint(reason) + "; checkpoints saved before are as they were"),
        cause);
  }

  static CheckpointException unread(Path path, Exception cause) {
    return new CheckpointException(
        Reason.NOT_READ,
        path,
        new Problem(
            path.toString(),
            shown(cause),
            "a directory that can be listed",
            "Check the path and who may read it"),
        cause);
  }

  /** Java has no type for a full disk, and TensorFlow one of its own: both repeat the system. */
  private static Reason reason(Exception failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
      if (message.contains("no space left")
          || message.contains("not enough space")
          || message.contains("quota exceeded")) {
        return Reason.DISK_FULL;
      }
      if (cause instanceof AccessDeniedException
          || cause instanceof ReadOnlyFileSystemException
          || message.contains("read-only file system")) {
        return Reason.READ_ONLY;
      }
    }
    return Reason.NOT_WRITTEN;
  }

  private static String hint(Reason reason) {
    return switch (reason) {
      case DISK_FULL -> "Free some space, or keep fewer checkpoints";
      case READ_ONLY -> "Save into a directory that this user may write to";
      default -> "Look at the cause";
    };
  }

  private static String shown(Exception cause) {
    return cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }
}
