package dev.espalier.training.data;

/** A named column of examples: immutable, of one type, with a place for missing values. */
public sealed interface Column permits Numbers, Integers, Text, Lists {

  /** Name in the data. */
  String name();

  /**
   * The type in words: {@code number}, {@code number[100]}, {@code integer}, {@code text} or a
   * list.
   */
  String type();

  /** Number of rows. */
  int rows();

  /** Whether the value of this row is missing; of a vector, whether a component is. */
  boolean isMissing(int row);

  /** The value of this row as text; empty where it is missing. */
  String text(int row);

  /** The values of these rows, in this order; a row may come more than once. */
  Column take(int[] rows);

  /** The same values under another name. */
  Column named(String name);

  /** Whether no row has a value. */
  default boolean isEmpty() {
    for (int row = 0; row < rows(); row++) {
      if (!isMissing(row)) {
        return false;
      }
    }
    return true;
  }
}
