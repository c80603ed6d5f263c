package dev.espalier.training.checkpoint;

import java.io.IOException;
import java.nio.file.Path;

/** A small file system of its own, which only root on Linux gets. */
record Mount(Path at) implements AutoCloseable {

  /** Whether it could be mounted. */
  static boolean tmpfs(Path at, String options) throws IOException, InterruptedException {
    return run("mount", "-t", "tmpfs", "-o", options, "espalier-test", at.toString());
  }

  boolean readOnly() throws IOException, InterruptedException {
    return run("mount", "-o", "remount,ro", at.toString());
  }

  @Override
  public void close() throws IOException, InterruptedException {
    run("umount", at.toString());
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
