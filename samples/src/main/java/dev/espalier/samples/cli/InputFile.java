package dev.espalier.samples.cli;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files that a person names. */
final class InputFile {

  private InputFile() {}

  /** This file, if it is one and can be read. */
  static Path readable(Path file) {
    if (!Files.exists(file)) {
      throw new WrongInput(file + ": there is no such file.");
    }
    if (!Files.isRegularFile(file)) {
      throw new WrongInput(file + ": this is no file.");
    }
    if (!Files.isReadable(file)) {
      throw new WrongInput(file + ": this file may not be read.");
    }
    return file;
  }

  /** The files of a name with {@code *} or {@code ?} in it, in order; else this file. */
  static List<Path> matching(Path file) {
    String name = String.valueOf(file.getFileName());
    if (Files.exists(file) || !(name.contains("*") || name.contains("?"))) {
      return List.of(file);
    }
    Path folder = file.toAbsolutePath().getParent();
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, name)) {
      files.forEach(found::add);
    } catch (IOException | DirectoryIteratorException failure) {
      throw new WrongInput(folder + ": this folder cannot be read.");
    }
    if (found.isEmpty()) {
      throw new WrongInput(file + ": there is no such file.");
    }
    return found.stream().sorted().toList();
  }

  /** This folder, if it is one. */
  static Path folder(Path folder) {
    if (!Files.exists(folder)) {
      throw new WrongInput(folder + ": there is no such folder.");
    }
    if (!Files.isDirectory(folder)) {
      throw new WrongInput(folder + ": this is no folder.");
    }
    return folder;
  }
}
