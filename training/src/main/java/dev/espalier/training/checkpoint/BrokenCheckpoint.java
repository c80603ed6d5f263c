package dev.espalier.training.checkpoint;

import java.nio.file.Path;

/** Says what is not as it was saved. It stays inside: the store turns to another checkpoint. */
final class BrokenCheckpoint extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Path directory;
  private final String what;

  BrokenCheckpoint(Path directory, String what, Throwable cause) {
    super(what, cause);
    this.directory = directory;
    this.what = what;
  }

  BrokenCheckpoint(Path directory, String what) {
    super(what);
    this.directory = directory;
    this.what = what;
  }

  Path directory() {
    return directory;
  }

  String what() {
    return what;
  }

  /** The directory's name and what is wrong, for a list of several. */
  String line() {
    return directory.getFileName() + " (" + what + ")";
  }
}
