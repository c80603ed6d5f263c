package dev.espalier.samples.endurance;

/** How a process is made to end in the middle of its work. */
public enum Interruption {
  /** SIGKILL, of which a process learns nothing. */
  KILL(137),
  /** SIGTERM, after which a training saves itself. */
  TERM(143);

  private final int exitCode;

  Interruption(int exitCode) {
    this.exitCode = exitCode;
  }

  /** What the process ends with. */
  int exitCode() {
    return exitCode;
  }

  void send(Process process) {
    if (this == KILL) {
      process.destroyForcibly();
    } else {
      process.destroy();
    }
  }
}
