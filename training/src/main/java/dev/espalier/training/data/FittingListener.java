package dev.espalier.training.data;

/**
 * Is told how the first reading of a stream goes, in the thread that reads; see {@link
 * FittedStream}.
 */
public interface FittingListener {

  /**
   * Some rows more were read.
   *
   * @param rows so far, of all files
   * @param file the place of the file they are of, from 0
   */
  default void onRows(long rows, int file) {}

  /** All rows were read: this is what they hold. */
  default void onSchema(SchemaReport schema) {}
}
