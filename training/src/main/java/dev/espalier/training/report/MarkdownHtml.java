package dev.espalier.training.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The Markdown of reports as HTML: headings, tables and paragraphs, and nothing else. */
final class MarkdownHtml {

  private MarkdownHtml() {}

  static String of(String markdown) {
    return Arrays.stream(markdown.strip().split("\\n\\n+"))
        .map(MarkdownHtml::block)
        .collect(Collectors.joining("\n"));
  }

  private static String block(String block) {
    List<String> lines = block.lines().toList();
    String first = lines.get(0);
    if (first.startsWith("## ")) {
      return "<h2>" + Drawing.escaped(first.substring(3)) + "</h2>" + rest(lines);
    } else if (first.startsWith("# ")) {
      return "<h1>" + Drawing.escaped(first.substring(2)) + "</h1>" + rest(lines);
    } else if (first.startsWith("|") && lines.size() > 1) {
      return table(lines);
    }
    return "<p>" + Drawing.escaped(String.join(" ", lines)) + "</p>";
  }

  private static String rest(List<String> lines) {
    return lines.size() == 1 ? "" : block(String.join("\n", lines.subList(1, lines.size())));
  }

  private static String table(List<String> lines) {
    List<Boolean> right = cells(lines.get(1)).stream().map(rule -> rule.endsWith(":")).toList();
    StringBuilder html = new StringBuilder("<table>\n");
    html.append(row(cells(lines.get(0)), right, "th"));
    int last = 2;
    for (; last < lines.size() && lines.get(last).startsWith("|"); last++) {
      html.append(row(cells(lines.get(last)), right, "td"));
    }
    html.append("</table>");
    return last == lines.size()
        ? html.toString()
        : html + block(String.join("\n", lines.subList(last, lines.size())));
  }

  private static String row(List<String> cells, List<Boolean> right, String tag) {
    StringBuilder row = new StringBuilder("<tr>");
    for (int i = 0; i < cells.size(); i++) {
      row.append('<').append(tag).append(right.get(i) ? " class=\"n\">" : ">");
      row.append(Drawing.escaped(cells.get(i))).append("</").append(tag).append('>');
    }
    return row.append("</tr>\n").toString();
  }

  /** The cells of a row, whose own bars are behind a backslash. */
  private static List<String> cells(String line) {
    String inner = line.substring(1, line.lastIndexOf('|'));
    return Arrays.stream(inner.split("(?<!\\\\)\\|", -1))
        .map(cell -> cell.strip().replace("\\|", "|"))
        .toList();
  }
}
