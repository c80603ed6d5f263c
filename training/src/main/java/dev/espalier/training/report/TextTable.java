package dev.espalier.training.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A small table of text, to be read in a terminal or as Markdown. A column that holds nothing but
 * numbers is aligned to the right.
 *
 * @param header names of the columns
 * @param rows cells, as many in each row as there are columns
 */
public record TextTable(List<String> header, List<List<String>> rows) {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException where a row has another number of cells than the header
   */
  public TextTable {
    header = List.copyOf(header);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != header.size()) {
        throw new IllegalArgumentException(
            "A row of a table with %d columns has %d cells: %s."
                .formatted(header.size(), row.size(), row));
      }
    }
  }

  /** The table for a terminal: columns two blanks apart under a ruled header, one line per row. */
  public String text() {
    List<Integer> widths = widths(rows, 1);
    String rule =
        widths.stream().map("-"::repeat).collect(Collectors.joining("  ")).stripTrailing();
    return Stream.concat(
            Stream.of(line(header, widths, "", "  ", ""), rule),
            rows.stream().map(row -> line(row, widths, "", "  ", "")))
        .map(line -> line.stripTrailing() + "\n")
        .collect(Collectors.joining());
  }

  /** The table as GitHub's Markdown, its columns aligned in the source too. */
  public String markdown() {
    List<List<String>> cells = rows.stream().map(TextTable::escape).toList();
    TextTable escaped = new TextTable(escape(header), cells);
    List<Integer> widths = escaped.widths(cells, 3);
    String rule =
        IntStream.range(0, header.size())
            .mapToObj(i -> "-".repeat(widths.get(i) - 1) + (isNumeric(i) ? ":" : "-"))
            .collect(Collectors.joining(" | ", "| ", " |\n"));
    return line(escaped.header, widths, "| ", " | ", " |\n")
        + rule
        + cells.stream()
            .map(row -> escaped.line(row, widths, "| ", " | ", " |\n"))
            .collect(Collectors.joining());
  }

  private static List<String> escape(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|").replaceAll("\\s*\\R\\s*", " "))
        .toList();
  }

  private List<Integer> widths(List<List<String>> cells, int least) {
    return IntStream.range(0, header.size())
        .mapToObj(
            i ->
                Stream.concat(Stream.of(header), cells.stream())
                    .mapToInt(row -> length(row.get(i)))
                    .reduce(least, Math::max))
        .toList();
  }

  private String line(
      List<String> cells, List<Integer> widths, String before, String between, String after) {
    return IntStream.range(0, header.size())
        .mapToObj(
            i -> {
              String blanks = " ".repeat(widths.get(i) - length(cells.get(i)));
              return isNumeric(i) ? blanks + cells.get(i) : cells.get(i) + blanks;
            })
        .collect(Collectors.joining(between, before, after));
  }

  private boolean isNumeric(int column) {
    return !rows.isEmpty()
        && rows.stream()
            .allMatch(row -> row.get(column).matches("|–|[-+]?[\\d.,]+([eE][-+]?\\d+)?%?"));
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
