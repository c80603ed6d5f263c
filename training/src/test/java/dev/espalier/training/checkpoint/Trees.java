package dev.espalier.training.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Directories, looked at and copied as a whole. */
final class Trees {

  private Trees() {}

  /** The names in a directory, sorted; none where there is no directory. */
  static List<String> names(Path directory) {
    return list(directory).map(path -> path.getFileName().toString()).toList();
  }

  static List<String> leftovers(Path store) {
    return names(store).stream().filter(name -> name.startsWith(".tmp-")).toList();
  }

  /** Every file below a directory with a checksum of its bytes. */
  static Map<String, String> contents(Path directory) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        contents.put(directory.relativize(file).toString(), Sha256.of(file));
      }
    }
    return contents;
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> tree = Files.walk(from)) {
      for (Path path : tree.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
  }

  private static Stream<Path> list(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
