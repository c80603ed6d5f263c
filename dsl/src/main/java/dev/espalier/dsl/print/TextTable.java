package dev.espalier.dsl.print;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells in columns of equal width; columns of numbers are set right. */
final class TextTable {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  TextTable(String... head) {
    row(head);
    rule();
  }

  void row(String... cells) {
    rows.add(List.of(cells));
  }

  /** A line between two rows. */
  void rule() {
    rows.add(List.of());
  }

  String print(String title) {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    boolean[] right = new boolean[columns];
    for (int c = 0; c < columns; c++) {
      int column = c;
      widths[c] = cells(c).stream().mapToInt(String::length).max().orElse(0);
      right[c] = cells(column).stream().skip(1).allMatch(s -> s.matches("[\\d,]*"));
    }
    StringBuilder text = new StringBuilder(title).append('\n').append('\n');
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < columns; c++) {
        String cell = row.isEmpty() ? "-".repeat(widths[c]) : row.get(c);
        String space = " ".repeat(widths[c] - cell.length());
        line.append(c == 0 ? "" : GAP).append(right[c] ? space + cell : cell + space);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private List<String> cells(int column) {
    return rows.stream().filter(row -> !row.isEmpty()).map(row -> row.get(column)).toList();
  }
}
