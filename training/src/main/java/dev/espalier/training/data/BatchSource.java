package dev.espalier.training.data;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Batches of encoded examples, copied into buffers that the caller keeps. For one thread; close it.
 */
public interface BatchSource extends AutoCloseable {

  /** Numbers per example. */
  int numericWidth();

  /** Row numbers per example. */
  int idWidth();

  /** Number of label columns. */
  int labelColumns();

  /**
   * Writes the batch at a position from the first place of each buffer on; positions and limits of
   * the buffers stay as they are.
   *
   * @param position which batch; going forward is fastest
   * @param numbers room for [batch, numericWidth]
   * @param ids room for [batch, idWidth]
   * @param labels room for [label columns, batch]; null where labels are not wanted
   * @param weights room for [label columns, batch]; null where weights are not wanted
   * @return the number of examples in the batch
   * @throws IndexOutOfBoundsException where a buffer is too small
   * @throws IllegalArgumentException where labels are wanted and there are none
   * @throws ExamplesException where the examples cannot be read
   */
  int read(
      BatchPosition position,
      FloatBuffer numbers,
      IntBuffer ids,
      @Nullable FloatBuffer labels,
      @Nullable FloatBuffer weights);

  /**
   * Where an example of the batch that was read last came from, such as {@code train.csv line 17}.
   *
   * @param example its place in the batch, from 0
   */
  default String place(int example) {
    return "example " + example + " of the batch";
  }

  @Override
  default void close() {
    // What is in memory is not held by anything.
  }
}
