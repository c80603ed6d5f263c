package dev.espalier.training.checkpoint;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Another process, which runs {@link SavingLoop}; what it says is read as it comes. */
final class Child implements AutoCloseable {
  private final Process process;
  private final List<String> said = Collections.synchronizedList(new ArrayList<>());
  private final Thread reader;

  Child(Object... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(SavingLoop.class.getName());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    reader = new Thread(this::read, "child " + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  long pid() {
    return process.pid();
  }

  /** Waits until it has said so many lines that start like this, and gives the last of them. */
  String await(String start, int lines) throws InterruptedException {
    for (int i = 0; i < 6000; i++) {
      List<String> matching = said(start);
      if (matching.size() >= lines) {
        return matching.get(matching.size() - 1);
      }
      if (!process.isAlive() && !reader.isAlive()) {
        break;
      }
      Thread.sleep(5);
    }
    throw new AssertionError("The child did not say \"" + start + "\", but " + said);
  }

  List<String> said(String start) {
    synchronized (said) {
      return said.stream().filter(line -> line.startsWith(start)).toList();
    }
  }

  /** Ends it by SIGKILL, where there are signals, and reads what it had said. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
    reader.join();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }

  private void read() {
    try (BufferedReader lines = process.inputReader()) {
      lines.lines().forEach(said::add);
    } catch (IOException | UncheckedIOException e) {
      said.add("unread: " + e);
    }
  }
}
