package dev.espalier.samples.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The {@code espalier} command. */
@Command(
    name = "espalier",
    header = "Multi-task learning for the JVM.",
    description = "Describes, trains, prunes, exports and asks models that share what they learn.",
    versionProvider = Version.class,
    subcommands = {
      DescribeCommand.class,
      TrainCommand.class,
      StudyCommand.class,
      EvaluateCommand.class,
      ImportanceCommand.class,
      CascadeCommand.class,
      ExportCommand.class,
      PredictCommand.class,
      InspectCommand.class,
      RunCommand.class,
      BenchCommand.class,
      QuickstartCommand.class,
      CensusCommand.class,
      BlocksCommand.class,
      LandscapeCommand.class,
      BalancingCommand.class,
      FamilyCommand.class,
      RoutingCommand.class,
      StreamCommand.class,
      EnduranceCommand.class,
    })
public final class EspalierCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private HelpOption help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the version.")
  private boolean version;

  /** Without a subcommand there is nothing to do but to say what there is. */
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** The command with its subcommands, as {@link #main} runs it. */
  static CommandLine commandLine() {
    Failures failures = new Failures();
    CommandLine line =
        alone(new EspalierCommand())
            .setUsageHelpAutoWidth(true)
            .setExecutionStrategy(failures)
            .setParameterExceptionHandler(failures)
            .setExecutionExceptionHandler(failures);
    // What comes after the script belongs to the script.
    Objects.requireNonNull(line.getSubcommands().get("run")).setStopAtPositional(true);
    return line;
  }

  /** A command that reads its options as it does under {@code espalier}. */
  static CommandLine alone(Object command) {
    return new CommandLine(command)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setAbbreviatedOptionsAllowed(false);
  }

  /** Runs the command; ends the process where the exit code is not 0. */
  public static void main(String[] arguments) {
    int code =
        commandLine()
            .setOut(utf8(FileDescriptor.out))
            .setErr(utf8(FileDescriptor.err))
            .execute(arguments);
    // After 0 the threads of a script may go on.
    if (code != 0) {
      System.exit(code);
    }
  }

  private static PrintWriter utf8(FileDescriptor stream) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(stream), StandardCharsets.UTF_8), true);
  }
}
