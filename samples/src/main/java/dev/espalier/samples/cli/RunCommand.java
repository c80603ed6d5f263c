package dev.espalier.samples.cli;

import dev.espalier.samples.cli.script.JavaScript;
import dev.espalier.samples.cli.script.KotlinScript;
import dev.espalier.samples.cli.script.Script;
import dev.espalier.samples.cli.script.ScriptException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code espalier run}. */
@Command(
    name = "run",
    header = "Run a model script, in Kotlin or Java.",
    description = {
      "Compiles a script of one file and runs it, with Espalier on its class path.",
      "What the script prints is its own; with --json it is the script that is given --json."
    })
final class RunCommand implements Callable<Integer> {
  @Mixin private Console console;

  @Parameters(index = "0", paramLabel = "SCRIPT", description = "A .main.kts or .java file.")
  private Path file;

  @Parameters(index = "1..*", arity = "0..*", paramLabel = "ARGUMENT", description = "Its own.")
  private List<String> arguments = List.of();

  @Override
  public Integer call() throws IOException {
    InputFile.readable(file);
    List<String> all = new ArrayList<>(console.json() ? List.of("--json") : List.of());
    all.addAll(arguments);
    try {
      return script(file).run(all);
    } catch (ScriptException wrong) {
      // The compiler has said where, on as many lines as it needed.
      throw new WrongInput(String.valueOf(wrong.getMessage()));
    }
  }

  private static Script script(Path file) {
    String name = file.getFileName().toString();
    if (name.endsWith(".main.kts")) {
      return new KotlinScript(file);
    }
    if (name.endsWith(".java")) {
      return new JavaScript(file);
    }
    throw new WrongInput(file + ": a script is a .main.kts or a .java file.");
  }
}
