package dev.espalier.training.report;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A page of HTML without anything outside of it, and no script either: a text, then parts below
 * headings.
 *
 * @param title of the page
 * @param markdown headings, tables and paragraphs, without lists, pictures and emphasis
 * @param parts more of the page, in order: HTML by its heading
 */
public record HtmlPage(String title, String markdown, Map<String, String> parts) {
  private static final String STYLE =
      "body{font:15px/1.5 sans-serif;max-width:960px;margin:2em auto;padding:0 1em}"
          + "table{border-collapse:collapse;margin:.5em 0}"
          + "th,td{border:1px solid #ccc;padding:.2em .6em;text-align:left}"
          + ".n{text-align:right;font-variant-numeric:tabular-nums}"
          + "pre{overflow:auto;background:#f6f6f6;padding:1em;font-size:12px}svg{max-width:100%}";

  /** Copies the map and keeps its order. */
  public HtmlPage {
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
  }

  /** The page of a text. */
  public static HtmlPage of(String title, String markdown) {
    return new HtmlPage(title, markdown, Map.of());
  }

  /** The same page with a picture in SVG, whose names and styles stay its own. */
  public HtmlPage svg(String heading, String svg) {
    String data = Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
    Map<String, String> more = new LinkedHashMap<>(parts);
    more.put(
        heading,
        "<img alt=\"%s\" src=\"data:image/svg+xml;base64,%s\"/>"
            .formatted(Drawing.escaped(heading).replace("\"", "&quot;"), data));
    return new HtmlPage(title, markdown, more);
  }

  /** The page. */
  public String write() {
    StringBuilder html = new StringBuilder();
    Stream.of(
            "<!DOCTYPE html>",
            "<html lang=\"en\"><head><meta charset=\"utf-8\"/>",
            "<title>" + Drawing.escaped(title) + "</title>",
            "<style>" + STYLE + "</style></head><body>",
            MarkdownHtml.of(markdown))
        .forEach(line -> html.append(line).append('\n'));
    parts.forEach(
        (heading, part) ->
            html.append("<h2>")
                .append(Drawing.escaped(heading))
                .append("</h2>\n")
                .append(part)
                .append('\n'));
    return html.append("</body></html>\n").toString();
  }
}
