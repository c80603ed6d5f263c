package dev.espalier.samples.study;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A trial that runs. It stops when its standard input ends: when it is told to, and when the
 * process of the study dies, of whatever.
 */
final class TrialProcess {
  private final Process process;
  private boolean asked;

  private TrialProcess(Process process) {
    this.process = process;
  }

  /** Takes what a process says to a queue, its end last. */
  static TrialProcess follow(int trial, Process process, BlockingQueue<TrialEvent> to) {
    Thread reader = new Thread(() -> read(trial, process, to), "trial " + trial);
    reader.setDaemon(true);
    reader.start();
    return new TrialProcess(process);
  }

  private static void read(int trial, Process process, BlockingQueue<TrialEvent> to) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        TrialEvent event = TrialEvents.read(trial, line);
        if (event != null) {
          to.add(event);
        }
      }
    } catch (IOException ended) {
      // It is over, well or not: its exit code says which.
    }
    to.add(new TrialEvent.Ended(trial, process.onExit().join().exitValue()));
  }

  /** Which process it is, as no other ever is. */
  String name() {
    return name(process.toHandle());
  }

  private static String name(ProcessHandle process) {
    return process.pid() + " since " + process.info().startInstant().orElse(Instant.EPOCH);
  }

  /** Asks it to save and end. */
  void stop() {
    asked = true;
    try {
      process.getOutputStream().close();
    } catch (IOException ended) {
      // Then it need not be asked.
    }
  }

  /** Whether it was asked to end. */
  boolean isStopping() {
    return asked;
  }

  /** Ends it at once; what it has saved stays. */
  void kill() {
    process.destroyForcibly();
  }

  /**
   * Waits until a process that an earlier study started has ended, as it does by itself; one that
   * does not in time is ended.
   */
  static void await(String name, int seconds) {
    Optional<ProcessHandle> alive =
        ProcessHandle.of(Long.parseLong(name.substring(0, name.indexOf(' '))))
            .filter(process -> name(process).equals(name));
    if (alive.isPresent()) {
      try {
        alive.get().onExit().orTimeout(seconds, TimeUnit.SECONDS).join();
      } catch (java.util.concurrent.CompletionException late) {
        alive.get().destroyForcibly();
        alive.get().onExit().join();
      }
    }
  }
}
