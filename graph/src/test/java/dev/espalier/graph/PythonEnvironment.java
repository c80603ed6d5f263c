package dev.espalier.graph;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A virtual environment with TensorFlow for Python, made once per machine in {@code
 * ~/.cache/espalier-check-venv}. Where it cannot be had, tests skip themselves with the reason;
 * with {@code ESPALIER_CI=1} they fail instead.
 */
public final class PythonEnvironment {
  private static final String REQUIREMENT = "tensorflow-cpu==2.18.*";
  private static final List<String> PYTHONS =
      List.of("python3.12", "python3.11", "python3.10", "python3");

  /** What a command printed and how it ended. */
  public record Answer(int status, String out) {}

  private final Path bin;

  private PythonEnvironment(Path bin) {
    this.bin = bin;
  }

  /** The environment, made where it is not there yet. */
  public static PythonEnvironment get() throws IOException, InterruptedException {
    Path cache = Path.of(System.getProperty("user.home"), ".cache", "espalier-check-venv");
    Path venv = cache.resolve(REQUIREMENT.replaceAll("[^a-z0-9.]+", "-") + "made");
    Path done = venv.resolve("complete");
    if (Files.exists(done)) {
      return new PythonEnvironment(venv.resolve("bin"));
    }
    Files.createDirectories(cache);
    Path lockFile = cache.resolve("lock");
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (!Files.exists(done) && lock.isValid()) {
        make(venv);
        Files.createFile(done);
      }
    }
    return new PythonEnvironment(venv.resolve("bin"));
  }

  private static void make(Path venv) throws IOException, InterruptedException {
    String reason = "there is no " + PYTHONS;
    for (String python : PYTHONS) {
      Answer made = tried(python, "-m", "venv", "--clear", venv.toString());
      if (made.status() != 0) {
        continue;
      }
      Answer installed =
          run(10, venv.resolve("bin/python").toString(), "-m", "pip", "install", "-q", REQUIREMENT);
      if (installed.status() == 0) {
        return;
      }
      reason = python + " cannot install " + REQUIREMENT + ": " + installed.out().strip();
    }
    if ("1".equals(System.getenv("ESPALIER_CI"))) {
      fail("The checks of the CI need Python: " + reason);
    }
    abort("Needs Python with " + REQUIREMENT + ": " + reason);
  }

  private static Answer tried(String... command) throws InterruptedException {
    try {
      return run(2, command);
    } catch (IOException e) {
      return new Answer(-1, String.valueOf(e.getMessage()));
    }
  }

  /** Runs a program of the environment. */
  public Answer run(String program, String... arguments) throws IOException, InterruptedException {
    String[] command = new String[arguments.length + 1];
    command[0] = bin.resolve(program).toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return run(3, command);
  }

  private static Answer run(int minutes, String... command)
      throws IOException, InterruptedException {
    File out = File.createTempFile("espalier", ".out");
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.redirectErrorStream(true).redirectOutput(out);
      builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "3");
      builder.environment().put("PYTHONIOENCODING", "utf-8");
      builder.environment().put("PYTHONUTF8", "1");
      Process process = builder.start();
      if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
        process.destroyForcibly().waitFor();
      }
      return new Answer(
          process.exitValue(), Files.readString(out.toPath(), StandardCharsets.UTF_8));
    } finally {
      Files.delete(out.toPath());
    }
  }
}
