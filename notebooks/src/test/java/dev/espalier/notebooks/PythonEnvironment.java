package dev.espalier.notebooks;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;

/**
 * A virtual environment with the Kotlin kernel, made once per machine and requirements in {@code
 * ~/.cache/espalier-check-venv}. Where it cannot be had, tests skip themselves with the reason;
 * with {@code ESPALIER_CI=1} they fail instead.
 */
final class PythonEnvironment {
  private static final List<String> PYTHONS =
      List.of("python3", "python3.13", "python3.12", "python3.11", "python3.10", "python");

  /** The kernel reads this as a shell would; it tells every step unless told not to. */
  private static final String KERNEL =
      "-Xmx2g -Djava.awt.headless=true -XX:+IgnoreUnrecognizedVMOptions "
          + "--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow "
          + "'-Dlogback.configurationFile="
          + Path.of("src", "test", "python", "kernel-log.xml").toAbsolutePath()
          + "'";

  /** What a command printed and how it ended. */
  record Answer(int status, String out) {}

  private final Path python;

  private PythonEnvironment(Path folder) {
    boolean windows = File.separatorChar == '\\';
    this.python = folder.resolve(windows ? "Scripts/python.exe" : "bin/python");
  }

  /** The environment with these requirements. */
  static PythonEnvironment with(Path requirements) throws IOException, InterruptedException {
    Path cache = Path.of(System.getProperty("user.home"), ".cache", "espalier-check-venv");
    Path folder = cache.resolve("notebook-" + hash(requirements));
    Path complete = folder.resolve("complete");
    PythonEnvironment environment = new PythonEnvironment(folder);
    Files.createDirectories(cache);
    try (FileChannel channel =
            FileChannel.open(
                cache.resolve("notebook.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (lock.isValid() && !Files.exists(complete)) {
        environment.make(folder, requirements);
        Files.createFile(complete);
      }
    }
    return environment;
  }

  private static String hash(Path file) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(Files.readAllBytes(file));
    return HexFormat.of().toHexDigits((int) sum.getValue());
  }

  private void make(Path folder, Path requirements) throws IOException, InterruptedException {
    String reason = "there is no " + PYTHONS;
    for (String candidate : PYTHONS) {
      Answer made = tried(candidate, "-m", "venv", "--clear", folder.toString());
      if (made.status() == 0) {
        Answer installed = run(10, "-m", "pip", "install", "-q", "-r", requirements.toString());
        if (installed.status() == 0) {
          return;
        }
        reason = candidate + " cannot install them: " + installed.out().strip();
      } else if (!made.out().isEmpty()) {
        reason = candidate + " cannot make a virtual environment: " + made.out().strip();
      }
    }
    String missing = "Needs Python with " + requirements.getFileName() + "; " + reason;
    if ("1".equals(System.getenv("ESPALIER_CI"))) {
      fail(missing);
    }
    abort(missing);
  }

  private static Answer tried(String... command) throws IOException, InterruptedException {
    try {
      return start(2, List.of(command));
    } catch (IOException e) {
      // No such program.
      return new Answer(-1, "");
    }
  }

  /** Runs this environment's Python. */
  Answer run(int minutes, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(python.toString()));
    command.addAll(List.of(arguments));
    return start(minutes, command);
  }

  private static Answer start(int minutes, List<String> command)
      throws IOException, InterruptedException {
    File out = File.createTempFile("espalier", ".out");
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.redirectErrorStream(true).redirectOutput(out);
      builder.environment().put("PYTHONUTF8", "1");
      builder.environment().put("JUPYTER_PREFER_ENV_PATH", "1");
      builder.environment().put("KOTLIN_JUPYTER_JAVA_HOME", System.getProperty("java.home"));
      builder.environment().put("KOTLIN_JUPYTER_JAVA_OPTS", KERNEL);
      builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "2");
      Process process = builder.start();
      if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
      return new Answer(process.exitValue(), Files.readString(out.toPath()));
    } finally {
      Files.delete(out.toPath());
    }
  }
}
