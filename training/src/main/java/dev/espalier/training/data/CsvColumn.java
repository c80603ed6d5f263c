package dev.espalier.training.data;

import java.util.BitSet;
import java.util.Set;

/** One column while its file is read: first its type, then its values. */
final class CsvColumn {
  private final String name;
  private final Set<String> markers;
  private final CellKinds kinds;
  private CellKind kind;
  private boolean empty = true;

  private float[] numbers = new float[0];
  private long[] integers = new long[0];
  private int[] codes = new int[0];
  private final BitSet missing = new BitSet();
  private final Text.Dictionary dictionary = new Text.Dictionary();

  CsvColumn(String name, Set<String> markers, CellKinds kinds) {
    this.name = name;
    this.markers = markers;
    this.kinds = kinds;
    this.kind = kinds.first();
  }

  /** Widens the type to hold this cell. */
  void measure(String cell, CsvRows file, long line, Problems problems) {
    if (markers.contains(cell)) {
      return;
    }
    empty = false;
    if (kind == CellKind.TEXT) {
      return;
    }
    CellKind of = CellKind.of(cell);
    if (of == CellKind.INTEGER) {
      return; // Every kind holds integers.
    }
    boolean isNumber = CellKind.isNumber(cell);
    boolean isFinite = isNumber && Float.isFinite(Float.parseFloat(cell));
    if (isFinite && kinds.takesNumber(of)) {
      kind = CellKind.NUMBER;
    } else if (kinds.takesText()) {
      kind = CellKind.TEXT;
    } else {
      problems.add(
          file.place(line) + ", column " + Problems.quote(name),
          Problems.quote(cell),
          "a number" + (isNumber && !isFinite ? " of float32, at most 3.4e38" : ""),
          "Correct the cell, or say CsvFormat.missing(%s) where it marks a missing value"
              .formatted(Problems.quote(cell)));
    }
  }

  /** Makes room for this many rows of the type that was found. */
  void allocate(int rows) {
    kind = empty && kind == CellKind.INTEGER ? CellKind.NUMBER : kind;
    switch (kind) {
      case NUMBER -> numbers = new float[rows];
      case INTEGER -> integers = new long[rows];
      case TEXT -> codes = new int[rows];
    }
  }

  /** Keeps a cell. */
  void fill(int row, String cell) {
    boolean gone = markers.contains(cell);
    switch (kind) {
      case NUMBER -> numbers[row] = gone ? Float.NaN : Float.parseFloat(cell);
      case INTEGER -> {
        missing.set(row, gone);
        integers[row] = gone ? 0 : Long.parseLong(cell);
      }
      case TEXT -> codes[row] = gone ? -1 : dictionary.code(cell);
    }
  }

  /** The column, which takes the arrays over. */
  Column finish() {
    return switch (kind) {
      case NUMBER -> new Numbers(name, 1, numbers);
      case INTEGER -> new Integers(name, integers, missing);
      case TEXT -> new Text(name, codes, dictionary.words());
    };
  }
}
