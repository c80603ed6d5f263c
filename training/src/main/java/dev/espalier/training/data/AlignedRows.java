package dev.espalier.training.data;

import dev.espalier.dsl.Topology;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The rows of a stream with all columns that it or others have.
 *
 * @param stream whose rows they are
 * @param own its columns
 * @param all the columns of all streams
 */
record AlignedRows(ExampleStream stream, Set<String> own, Set<String> all) {

  /** What reads the columns of a topology; those that only others have are missing. */
  Chunks chunks(Topology topology) {
    Chunks inner = stream.chunks(topology);
    return new Chunks() {
      @Override
      public void read(Path file, Consumer<Examples> to) {
        inner.read(file, part -> to.accept(part.lacking(own, all)));
      }

      @Override
      public void close() {
        inner.close();
      }
    };
  }
}
