package dev.espalier.training.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A picture in SVG that is drawn part by part; lengths are in pixels. */
final class Drawing {
  private final List<String> parts = new ArrayList<>();

  /** Adds an element, formatted alike in every locale. */
  void add(String format, Object... values) {
    parts.add(String.format(Locale.ROOT, format, values));
  }

  /**
   * Adds a text.
   *
   * @param anchor where in the text the point is: start, middle or end
   */
  void text(int x, int y, String anchor, String text) {
    add("<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>", x, y, anchor, escaped(text));
  }

  /** This text where markup could be. */
  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** The picture, in this size. */
  String svg(int width, int height) {
    return String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\"",
            width,
            height)
        + " font-family=\"sans-serif\" font-size=\"12\">\n"
        + String.join("\n", parts)
        + "\n</svg>\n";
  }
}
