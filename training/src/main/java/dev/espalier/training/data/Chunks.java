package dev.espalier.training.data;

import java.nio.file.Path;
import java.util.function.Consumer;

/** Reads files of rows, some rows at a time, so that none of them is ever in memory as a whole. */
interface Chunks extends AutoCloseable {

  /**
   * Hands the rows of a file over in order, at least one at a time.
   *
   * @throws ExamplesException where the file cannot be read or holds something else, with the place
   */
  void read(Path file, Consumer<Examples> to);

  @Override
  default void close() {
    // Most have nothing to give back between files.
  }
}
