package dev.espalier.samples.cli.script;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What scripts are compiled with and run on. */
final class ScriptClassPath {

  private ScriptClassPath() {}

  /** Espalier and all it needs. */
  static String ofThisProcess() {
    return System.getProperty("java.class.path");
  }

  /** The Kotlin compiler, which the build puts beside these classes. */
  static List<Path> kotlinCompiler() throws IOException {
    Path folder = here().resolveSibling("kotlin-for-scripts");
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + ": there is no Kotlin compiler. Build with ./mvnw package.");
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  /** These jars as a class path. */
  static String of(Stream<String> jars) {
    return String.join(File.pathSeparator, jars.toList());
  }

  private static Path here() {
    try {
      return Path.of(
          ScriptClassPath.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
