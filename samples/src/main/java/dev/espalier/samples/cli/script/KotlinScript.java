package dev.espalier.samples.cli.script;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A program of one Kotlin file, {@code *.main.kts}. */
public record KotlinScript(Path file) implements Script {
  @Override
  public int run(List<String> arguments) throws IOException {
    List<Path> jars = ScriptClassPath.kotlinCompiler();
    List<String> all = new ArrayList<>(options(jars));
    all.addAll(List.of("-script", file.toString(), "--"));
    all.addAll(arguments);
    // What is compiled is not kept: the key of that cache does not know the classes of Espalier.
    System.setProperty("kotlin.main.kts.compiled.scripts.cache.dir", "");
    // The compiler brings a logger that scripts find before any other.
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
    String outcome = compileAndRun(jars, all);
    return switch (outcome) {
      case "OK" -> 0;
      case "SCRIPT_EXECUTION_ERROR" -> 1;
      case "COMPILATION_ERROR" -> throw new ScriptException(file + ": does not compile.");
      default -> throw new IOException(file + ": the Kotlin compiler failed: " + outcome);
    };
  }

  private static List<String> options(List<Path> jars) {
    Stream<String> definitions =
        jars.stream()
            .map(Path::toString)
            .filter(jar -> jar.matches(".*kotlin-(main-kts|script-runtime)-[^/\\\\]*"));
    return List.of(
        "-no-stdlib",
        "-no-reflect",
        "-jvm-target",
        "17",
        "-cp",
        ScriptClassPath.of(Stream.concat(definitions, Stream.of(ScriptClassPath.ofThisProcess()))));
  }

  /** In a loader of its own: the compiler's libraries are not those of scripts. */
  private static String compileAndRun(List<Path> jars, List<String> arguments) throws IOException {
    ClassLoader loader = new URLClassLoader(urls(jars), ClassLoader.getPlatformClassLoader());
    try {
      // What the compiler's own main does first: without it, it looks for an installed IDE.
      loader
          .loadClass("org.jetbrains.kotlin.cli.jvm.compiler.CompatKt")
          .getMethod("setupIdeaStandaloneExecution")
          .invoke(null);
      Class<?> type = loader.loadClass("org.jetbrains.kotlin.cli.common.CLICompiler");
      Object compiler =
          loader
              .loadClass("org.jetbrains.kotlin.cli.jvm.K2JVMCompiler")
              .getDeclaredConstructor()
              .newInstance();
      Object exit =
          type.getMethod("doMainNoExit", type, String[].class)
              .invoke(null, compiler, arguments.toArray(String[]::new));
      return ((Enum<?>) exit).name();
    } catch (ReflectiveOperationException e) {
      throw new IOException("The Kotlin compiler cannot be started.", e);
    }
  }

  private static URL[] urls(List<Path> jars) throws MalformedURLException {
    URL[] urls = new URL[jars.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = jars.get(i).toUri().toURL();
    }
    return urls;
  }
}
