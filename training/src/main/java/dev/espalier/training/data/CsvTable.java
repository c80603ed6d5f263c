package dev.espalier.training.data;

import dev.espalier.dsl.Problem;
import java.nio.file.Path;
import java.util.List;

/**
 * A file of comma-separated values becomes columns in two passes: the first finds the types, the
 * number of rows and what is wrong; the second fills arrays of just that size. So no text is kept
 * that turns out to be a number, and a value keeps its spelling until its type is known.
 */
final class CsvTable {
  private final CsvRows file;
  private final CsvFormat format;

  CsvTable(Path path, CsvFormat format) {
    this.file = new CsvRows(path, format);
    this.format = format;
  }

  Examples read() {
    List<CsvColumn> columns =
        file.names().stream()
            .map(name -> new CsvColumn(name, format.missing(), CellKinds.of(name, format)))
            .toList();
    return fill(columns, measure(columns));
  }

  /** Finds the columns' types and returns the number of rows. */
  private int measure(List<CsvColumn> columns) {
    Problems problems = new Problems();
    int[] rows = {0};
    file.forEach(
        (line, cells) -> {
          if (checkLine(file, format, line, cells, columns.size(), problems)) {
            for (int i = 0; i < cells.size(); i++) {
              columns.get(i).measure(cells.get(i), file, line, problems);
            }
          }
          rows[0]++;
          if (problems.full()) {
            problems.raise();
          }
        });
    problems.raise();
    return rows[0];
  }

  /** Whether a line has its cells, and a number that an int can hold. */
  static boolean checkLine(
      CsvRows file,
      CsvFormat format,
      long line,
      List<String> cells,
      int columns,
      Problems problems) {
    if (line > Integer.MAX_VALUE - 8) {
      problems.add(file.place(line), "a line", "at most 2^31 - 8 lines", "Split the file");
      problems.raise();
    }
    if (cells.size() != columns) {
      problems.add(
          file.place(line),
          cells.size() + " cells",
          columns + " cells, one per column",
          "Complete the line, or quote a cell that holds a '%s'".formatted(format.delimiter()));
    }
    return cells.size() == columns;
  }

  private Examples fill(List<CsvColumn> columns, int expected) {
    columns.forEach(column -> column.allocate(expected));
    int[] lines = new int[expected];
    int[] rows = {0};
    file.forEach(
        (line, cells) -> {
          int row = rows[0]++;
          if (row == expected || cells.size() != columns.size()) {
            throw changed(line);
          }
          lines[row] = (int) line;
          try {
            for (int i = 0; i < cells.size(); i++) {
              columns.get(i).fill(row, cells.get(i));
            }
          } catch (NumberFormatException e) {
            throw changed(line);
          }
        });
    if (rows[0] < expected) {
      throw changed(rows[0]);
    }
    return Examples.read(file.source(), columns.stream().map(CsvColumn::finish).toList(), lines);
  }

  private ExamplesException changed(long line) {
    return new ExamplesException(
        new Problem(
            file.place(line),
            "another text at the second reading than at the first",
            "a file that nobody writes to while it is read, and no pipe",
            "Copy the file first"));
  }
}
