package dev.espalier.graph;

import dev.espalier.graph.PruningReport.Cost;
import dev.espalier.graph.PruningReport.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Draws a pruning report as text. */
final class PruningTable {
  private static final List<String> HEAD =
      List.of("part", "parameters", "served", "multiply-adds", "served", "bytes", "served", "gone");

  private final PruningReport report;

  PruningTable(PruningReport report) {
    this.report = report;
  }

  String text() {
    List<List<String>> rows = new ArrayList<>(List.of(HEAD));
    for (Part part : report.parts()) {
      rows.add(row(part.path(), part.before(), part.after(), gone(part)));
    }
    rows.add(row("total", report.before(), report.after(), ""));
    StringBuilder text = new StringBuilder();
    int[] widths = new int[HEAD.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        boolean left = i == 0 || i == widths.length - 1;
        line.append(i == 0 ? "" : "  ")
            .append(
                String.format(
                    Locale.ROOT, "%" + (left ? "-" : "") + pad(widths[i]) + "s", row.get(i)));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    report.codes().forEach(codes -> codes(codes, text));
    return text.toString();
  }

  private static void codes(Codes codes, StringBuilder text) {
    text.append(
        String.format(
            Locale.ROOT,
            "\n%s: %d of %d connections closed (rows: streams out, columns: streams in)\n",
            codes.path(),
            codes.closed(),
            codes.connections()));
    for (List<Float> row : codes.values()) {
      text.append(
              row.stream()
                  .map(code -> code == 0 ? "    ." : String.format(Locale.ROOT, "%5.2f", code))
                  .collect(Collectors.joining(" ", "  ", "")))
          .append('\n');
    }
  }

  private static List<String> row(String path, Cost before, Cost after, String gone) {
    return List.of(
        path,
        number(before.parameters()),
        number(after.parameters()),
        number(before.multiplyAdds()),
        number(after.multiplyAdds()),
        number(before.bytes()),
        number(after.bytes()),
        gone);
  }

  private static String gone(Part part) {
    String absent = part.absent().isEmpty() ? "" : "networks " + part.absent();
    String constant = part.constant().isEmpty() ? "" : "constant " + part.constant();
    return absent.isEmpty() || constant.isEmpty() ? absent + constant : absent + ", " + constant;
  }

  private static String number(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  private static int pad(int width) {
    return Math.max(1, width);
  }
}
