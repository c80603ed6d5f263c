package dev.espalier.training.data;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntFunction;

/** Values of a column of some rows while they are read from Parquet. */
final class ParquetValues {
  private static final int FIRST = 64;

  private final String name;
  private final CellKind kind;
  private final IntFunction<String> places;
  private final Problems problems;
  private final BitSet missing = new BitSet();
  private final Text.Dictionary dictionary = new Text.Dictionary();
  private float[] numbers = new float[0];
  private long[] integers = new long[0];
  private int[] codes = new int[0];
  private int size;
  private int row;

  /**
   * No values yet.
   *
   * @param places where each of the rows came from
   */
  ParquetValues(String name, CellKind kind, IntFunction<String> places, Problems problems) {
    this.name = name;
    this.kind = kind;
    this.places = places;
    this.problems = problems;
  }

  /** Values that come now are of this row. */
  void row(int row) {
    this.row = row;
  }

  int size() {
    return size;
  }

  void addMissing() {
    room();
    switch (kind) {
      case NUMBER -> numbers[size] = Float.NaN;
      case INTEGER -> missing.set(size);
      case TEXT -> codes[size] = Text.MISSING;
    }
    size++;
  }

  void add(float number) {
    room();
    numbers[size++] = number;
  }

  /** Adds a number as float32. */
  void add(double number) {
    float rounded = (float) number;
    if (Float.isInfinite(rounded) && !Double.isInfinite(number)) {
      refuse(Double.toString(number), "a number of float32, at most 3.4e38", "Correct the value");
    } else {
      add(rounded);
    }
  }

  void add(long integer) {
    room();
    integers[size++] = integer;
  }

  /** Adds a text in UTF-8. */
  void add(byte[] bytes) {
    String text = RecordKind.text(bytes);
    if (text == null) {
      refuse("bytes that are no UTF-8", "text in UTF-8", "Write the column as numbers or as text");
    } else {
      room();
      codes[size++] = dictionary.code(text);
    }
  }

  /** Tells that the next value cannot be read, and takes it for missing. */
  void refuse(String received, String allowed, String hint) {
    problems.add(places.apply(row) + ", column " + Problems.quote(name), received, allowed, hint);
    addMissing();
  }

  private void room() {
    int length = Math.max(FIRST, size + (size >> 1));
    switch (kind) {
      case NUMBER -> numbers = size < numbers.length ? numbers : Arrays.copyOf(numbers, length);
      case INTEGER ->
          integers = size < integers.length ? integers : Arrays.copyOf(integers, length);
      case TEXT -> codes = size < codes.length ? codes : Arrays.copyOf(codes, length);
    }
  }

  /** The values as a column. */
  Column finish() {
    return switch (kind) {
      case NUMBER -> new Numbers(name, 1, Arrays.copyOf(numbers, size));
      case INTEGER -> new Integers(name, Arrays.copyOf(integers, size), missing);
      case TEXT -> new Text(name, Arrays.copyOf(codes, size), dictionary.words());
    };
  }
}
