package dev.espalier.samples.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A program of this class path in a process of its own, which dies with the test. */
final class ChildProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;
  private final Path err;

  private ChildProcess(Process process, Path err) {
    this.process = process;
    this.out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.err = err;
  }

  static ChildProcess espalier(Object... arguments) throws IOException {
    return start(EspalierCommand.class, arguments);
  }

  static ChildProcess start(Class<?> main, Object... arguments) throws IOException {
    List<String> command = new ArrayList<>(signalsAtTheirDefaults());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+IgnoreUnrecognizedVMOptions",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xmx1g",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName()));
    Arrays.stream(arguments).map(Object::toString).forEach(command::add);
    Path err = Files.createTempFile("espalier", ".err");
    return new ChildProcess(new ProcessBuilder(command).redirectError(err.toFile()).start(), err);
  }

  /** A build in the background ignores SIGINT, and its children would, too. */
  private static List<String> signalsAtTheirDefaults() throws IOException {
    List<String> command = List.of("env", "--default-signal=INT,TERM");
    List<String> trial = new ArrayList<>(command);
    trial.add("true");
    try {
      return new ProcessBuilder(trial).start().waitFor() == 0 ? command : List.of();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads standard output up to a line of this kind, and returns that. */
  String await(Predicate<String> kind) {
    try {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (kind.test(line)) {
          return line;
        }
      }
      throw new AssertionError("It ended without that line: " + Files.readString(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is left on standard output. */
  List<String> rest() {
    return out.lines().toList();
  }

  String err() throws IOException {
    return Files.readString(err);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      throw new AssertionError("It did not end within two minutes.");
    }
    return process.exitValue();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    Files.deleteIfExists(err);
  }
}
