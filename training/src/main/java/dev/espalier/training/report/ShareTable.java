package dev.espalier.training.report;

import java.util.Locale;

/** Shares as a table in HTML whose cells are the darker the larger they are. */
final class ShareTable {

  private ShareTable() {}

  /**
   * The table of one block.
   *
   * @param shares [streams out][streams in]
   */
  static String html(String name, float[][] shares) {
    StringBuilder html = new StringBuilder("<h3>" + Drawing.escaped(name) + "</h3>\n<table>\n");
    for (float[] row : shares) {
      html.append("<tr>");
      for (float share : row) {
        // From white at 0 to a green at 1 on which black can still be read.
        double shade = Math.max(0, Math.min(1, share));
        html.append(
            String.format(
                Locale.ROOT,
                "<td class=\"n\" style=\"background:rgb(%d,%d,%d)\">%.3f</td>",
                (int) (255 - 155 * shade),
                (int) (255 - 40 * shade),
                (int) (255 - 125 * shade),
                share));
      }
      html.append("</tr>\n");
    }
    return html.append("</table>\n").toString();
  }
}
