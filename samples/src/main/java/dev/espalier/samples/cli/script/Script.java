package dev.espalier.samples.cli.script;

import java.io.IOException;
import java.util.List;

/** A program of one file, run in this process so that signals and exit codes are its own. */
public sealed interface Script permits JavaScript, KotlinScript {

  /**
   * Compiles and runs the program; does not return where it ends the process.
   *
   * @param arguments for the program
   * @return 0, or 1 where the program ended by an exception, whose stack trace it has printed
   * @throws ScriptException where the program does not compile, after the compiler said why
   */
  int run(List<String> arguments) throws IOException;
}
