package dev.espalier.training.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the routers of a run did in an epoch, for people: a row per gate. */
final class RoutingTable {
  private static final List<String> HEAD =
      List.of(
          "block",
          "gate",
          "least load",
          "largest load",
          "entropy",
          "dropped",
          "changed",
          "multiply-adds",
          "of every expert");

  private RoutingTable() {}

  /** Loads are relative to the mean of the gate, multiply-adds per example of all gates. */
  static TextTable of(List<ExpertRouting> routing) {
    List<List<String>> rows = new ArrayList<>();
    for (ExpertRouting block : routing) {
      for (GateRouting gate : block.gates()) {
        double mean = gate.load().stream().mapToDouble(l -> l).average().orElse(0);
        rows.add(
            List.of(
                block.path(),
                gate.gate(),
                number("%.2f", gate.load().stream().mapToDouble(l -> l).min().orElse(0) / mean),
                number("%.2f", gate.load().stream().mapToDouble(l -> l).max().orElse(0) / mean),
                number("%.3f", gate.entropy()),
                number("%.1f %%", 100 * gate.dropped()),
                number("%.1f %%", 100 * gate.changed()),
                number("%,.0f", block.multiplyAdds()),
                String.format(Locale.ROOT, "%,d", block.everyExpert())));
      }
    }
    return new TextTable(HEAD, rows);
  }

  /** Says of each block whose experts starve which they are; empty where none do. */
  static String starved(List<ExpertRouting> routing) {
    return routing.stream()
        .filter(block -> !block.starved().isEmpty())
        .map(
            block ->
                block.path()
                    + ": below a tenth of the mean load "
                    + (block.starved().size() == 1 ? "is expert " : "are experts ")
                    + block.starved().stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(", "))
                    + ".\n")
        .collect(Collectors.joining());
  }

  private static String number(String format, double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, format, value);
  }
}
