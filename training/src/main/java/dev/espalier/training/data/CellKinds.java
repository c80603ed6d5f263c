package dev.espalier.training.data;

/** What the cells of a column may be: the kind that it begins with, and the widest one. */
enum CellKinds {
  /** Text, whatever it looks like. */
  TEXT(CellKind.TEXT, CellKind.TEXT),
  /** Numbers in any notation. */
  NUMBERS(CellKind.NUMBER, CellKind.NUMBER),
  /** Integers, or numbers where some cell is none. */
  FIGURES(CellKind.INTEGER, CellKind.NUMBER),
  /** Whatever holds all cells. */
  ANY(CellKind.INTEGER, CellKind.TEXT);

  private final CellKind first;
  private final CellKind widest;

  CellKinds(CellKind first, CellKind widest) {
    this.first = first;
    this.widest = widest;
  }

  /** The kinds of a column that a format says something of, or nothing. */
  static CellKinds of(String column, CsvFormat format) {
    return format.text().contains(column)
        ? TEXT
        : format.numbers().contains(column) ? NUMBERS : ANY;
  }

  /** The kind of a column without any cell. */
  CellKind first() {
    return first;
  }

  /** Whether any cell will do. */
  boolean takesText() {
    return widest == CellKind.TEXT;
  }

  /** Whether a column of this much may hold a cell that is a finite number of this kind. */
  boolean takesNumber(CellKind cell) {
    return this == NUMBERS || cell == CellKind.NUMBER;
  }
}
