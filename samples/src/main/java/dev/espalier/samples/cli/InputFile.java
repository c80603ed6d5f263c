package dev.espalier.samples.cli;

import java.nio.file.Files;
import java.nio.file.Path;

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
