package dev.espalier.training.checkpoint;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Brings files, and the names of files, from memory to the disk. */
final class Durable {
  /** Windows opens no directory and needs none synced. */
  private static final boolean DIRECTORIES = File.separatorChar == '/';

  private Durable() {}

  static void syncFile(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  static void syncDirectory(Path directory) throws IOException {
    if (DIRECTORIES) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** Creates a directory and what it is missing above it, each name on the disk. */
  static void createDirectories(Path directory) throws IOException {
    Path parent = directory.getParent();
    if (!Files.isDirectory(directory) && parent != null) {
      createDirectories(parent);
      Files.createDirectories(directory);
      syncDirectory(parent);
    }
  }

  /**
   * Gives a directory in the store its name: before, none of it is seen; after, all of it, for
   * good.
   */
  static void rename(Path store, Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    syncDirectory(store);
  }
}
