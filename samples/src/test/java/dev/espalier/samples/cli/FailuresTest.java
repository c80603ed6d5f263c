package dev.espalier.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Failures that are nobody's wrong input: one line, exit code 1. */
class FailuresTest {

  /** A command that fails. */
  @Command(name = "failing")
  record Failing(Throwable failure) implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      if (failure instanceof Error error) {
        throw error;
      }
      throw (Exception) failure;
    }
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new OutOfMemoryError("heap"), "OutOfMemoryError: heap."),
        Arguments.of(new IllegalStateException("a\n  b."), "IllegalStateException: a b."),
        Arguments.of(new NullPointerException(), "NullPointerException."),
        Arguments.of(new IOException("the disk is full"), "the disk is full."),
        Arguments.of(new AccessDeniedException("x.csv"), "x.csv: Access Denied."),
        Arguments.of(
            new FileSystemException("x.csv", null, "No space left"), "x.csv: No space left."));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void areToldOnOneLine(Throwable failure, String reason) {
    StringWriter err = new StringWriter();
    Failures failures = new Failures();
    int code =
        new CommandLine(new Failing(failure))
            .setExecutionStrategy(failures)
            .setExecutionExceptionHandler(failures)
            .setErr(new PrintWriter(err, true))
            .execute();
    assertThat(err.toString().strip())
        .isEqualTo("espalier: " + reason + " Add --verbose for the stack trace.");
    assertThat(code).isEqualTo(1);
  }
}
