package dev.espalier.graph.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Puts whole directories on the disk, and takes them away. */
public final class DirectorySync {

  private DirectorySync() {}

  /** Returns once every file and directory below this one, and itself, is on the disk. */
  public static void sync(Path directory) throws IOException {
    for (Path path : deepestFirst(directory)) {
      if (Files.isDirectory(path)) {
        syncEntry(path);
      } else {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
          channel.force(true);
        }
      }
    }
  }

  /** Returns once the names in this directory are on the disk. */
  public static void syncEntry(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (AccessDeniedException e) {
      // Windows opens no directory, and needs none synced.
      if (!System.getProperty("os.name", "").startsWith("Windows")) {
        throw e;
      }
    }
  }

  /** Removes this directory and everything in it; nothing where it is not there. */
  public static void remove(Path directory) throws IOException {
    if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      for (Path path : deepestFirst(directory)) {
        Files.delete(path);
      }
    }
  }

  private static List<Path> deepestFirst(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths.sorted(Comparator.reverseOrder()).toList();
    }
  }
}
