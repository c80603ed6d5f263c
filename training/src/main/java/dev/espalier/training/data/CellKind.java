package dev.espalier.training.data;

/** What a cell of text can be read as; later kinds hold everything that earlier ones hold. */
enum CellKind {
  /** An int64, written as {@link Long#toString(long)} writes it. */
  INTEGER,
  /** A decimal number in the usual notation, without needless zeros at the front. */
  NUMBER,
  /** Anything. */
  TEXT;

  /** The narrowest kind of this cell. */
  static CellKind of(String cell) {
    return isInteger(cell) ? INTEGER : isNumber(cell) && !hasZerosInFront(cell) ? NUMBER : TEXT;
  }

  private static boolean isInteger(String cell) {
    int start = cell.startsWith("-") ? 1 : 0;
    int digits = cell.length() - start;
    if (digits == 0 || digits > 19 || end(cell, start) != cell.length()) {
      return false;
    }
    if (cell.charAt(start) == '0') {
      return cell.equals("0");
    }
    try {
      Long.parseLong(cell);
      return true;
    } catch (NumberFormatException e) {
      return false; // Nineteen digits that are too large.
    }
  }

  /** Whether this is a decimal number: sign, digits with a point somewhere, exponent. */
  static boolean isNumber(String cell) {
    int at = sign(cell, 0);
    int whole = end(cell, at);
    int end = whole;
    int digits = whole - at;
    if (end < cell.length() && cell.charAt(end) == '.') {
      end = end(cell, whole + 1);
      digits += end - whole - 1;
    }
    if (digits == 0) {
      return false;
    }
    if (end < cell.length() && (cell.charAt(end) == 'e' || cell.charAt(end) == 'E')) {
      int exponent = sign(cell, end + 1);
      end = end(cell, exponent);
      if (end == exponent) {
        return false;
      }
    }
    return end == cell.length();
  }

  /** Codes such as 007 look like numbers and are names. */
  private static boolean hasZerosInFront(String cell) {
    int at = sign(cell, 0);
    return cell.charAt(at) == '0' && at + 1 < cell.length() && isDigit(cell.charAt(at + 1));
  }

  private static int sign(String cell, int at) {
    return at < cell.length() && (cell.charAt(at) == '-' || cell.charAt(at) == '+') ? at + 1 : at;
  }

  private static int end(String cell, int at) {
    while (at < cell.length() && isDigit(cell.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9'; // Float.parseFloat knows no other digits.
  }
}
