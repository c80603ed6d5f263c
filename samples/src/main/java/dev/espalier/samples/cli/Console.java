package dev.espalier.samples.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where a command says what it has to say, and to whom: the options that every command takes. */
final class Console {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Mixin private HelpOption help;

  @Option(
      names = "--json",
      description = "Print JSON for machines on standard output, and nothing else there.")
  private boolean json;

  @Option(names = "--verbose", description = "Log the stack trace of an internal failure.")
  private boolean verbose;

  /** Whether a machine reads standard output. */
  boolean json() {
    return json;
  }

  /** Whether stack traces are wanted. */
  boolean verbose() {
    return verbose;
  }

  /** Whether a person looks on; the launcher knows. */
  boolean isTerminal() {
    return Boolean.getBoolean("espalier.terminal");
  }

  /** Results go here. */
  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Progress goes here. */
  PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** Prints a result for machines. */
  void json(String document) {
    out().println(document.strip());
  }

  /** Prints a result for people, as it is. */
  void text(String text) {
    out().print(text);
    out().flush();
  }
}
