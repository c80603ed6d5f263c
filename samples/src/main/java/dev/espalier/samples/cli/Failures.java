package dev.espalier.samples.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** Says on one line why a command failed, and makes the exit code of it. */
final class Failures
    implements IExecutionStrategy, IParameterExceptionHandler, IExecutionExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger("espalier");

  /** Lets errors such as a full heap be told like exceptions, which is not the default. */
  @Override
  public int execute(ParseResult arguments) {
    try {
      return new RunLast().execute(arguments);
    } catch (Error error) {
      throw new ExecutionException(arguments.commandSpec().commandLine(), "", error);
    }
  }

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    say(command, sentence(String.valueOf(failure.getMessage())) + " Try '" + name + " --help'.");
    return ExitCode.USAGE;
  }

  @Override
  public int handleExecutionException(
      Exception thrown, CommandLine command, ParseResult arguments) {
    Throwable cause = thrown.getCause();
    Throwable failure = thrown instanceof ExecutionException && cause != null ? cause : thrown;
    if (WrongInput.isWhatHappened(failure)) {
      say(command, String.valueOf(failure.getMessage()));
      return ExitCode.USAGE;
    }
    boolean verbose =
        arguments.hasMatchedOption("--verbose")
            || (arguments.hasSubcommand() && arguments.subcommand().hasMatchedOption("--verbose"));
    say(command, reason(failure) + (verbose ? "" : " Add --verbose for the stack trace."));
    if (verbose) {
      LOG.error("The stack trace:", failure);
    }
    return ExitCode.SOFTWARE;
  }

  private static void say(CommandLine command, String reason) {
    String line = reason.strip().replaceAll("\\s*\\R\\s*", " ");
    command.getErr().println("espalier: " + line);
  }

  private static String reason(Throwable failure) {
    String message = failure.getMessage();
    if (failure instanceof IOException) {
      return sentence(file(failure));
    }
    String type = failure.getClass().getSimpleName();
    return sentence(message == null ? type : type + ": " + message);
  }

  /** What is wrong with a file; the bare name is the whole message of some exceptions. */
  private static String file(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    boolean bare = failure instanceof FileSystemException file && message.equals(file.getFile());
    String kind = failure.getClass().getSimpleName().replaceFirst("Exception$", "");
    return bare ? message + ": " + kind.replaceAll("(?<=[a-z])(?=[A-Z])", " ") : message;
  }

  private static String sentence(String text) {
    return text.endsWith(".") ? text : text + ".";
  }
}
