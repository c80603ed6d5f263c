package dev.espalier.samples.quickstart;

import dev.espalier.graph.Codes;
import dev.espalier.samples.quickstart.Quickstart.Outcome;
import dev.espalier.training.report.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The tables that the quick start prints. */
final class QuickstartTables {

  private QuickstartTables() {}

  /** Test error of each task, the baseline beside the routed model. */
  static String errors(Outcome outcome) {
    List<List<String>> rows = new ArrayList<>();
    outcome
        .routed()
        .mse()
        .forEach(
            (task, mse) ->
                rows.add(
                    List.of(
                        task,
                        number(outcome.baseline().mse().getOrDefault(task, Double.NaN)),
                        number(mse))));
    return new TextTable(
            List.of(
                "test MSE",
                outcome.baseline().topology().name(),
                outcome.routed().topology().name()),
            rows)
        .text();
  }

  /** How much of each sub-network each task reads, on average. */
  static String gates(Outcome outcome) {
    float[][] gates = outcome.gates().values().iterator().next();
    List<String> tasks = outcome.routed().topology().taskNames();
    List<List<String>> rows = new ArrayList<>();
    for (int t = 0; t < gates.length; t++) {
      float[] gate = gates[t];
      rows.add(
          Stream.concat(
                  Stream.of(tasks.get(t)),
                  IntStream.range(0, gate.length).mapToObj(i -> number(gate[i])))
              .toList());
    }
    return new TextTable(header("gate of", "sub-network", gates[0].length), rows).text();
  }

  /** How open each connection is in serving. */
  static String codes(Codes codes) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < codes.values().size(); i++) {
      rows.add(
          Stream.concat(
                  Stream.of("sub-network " + i),
                  codes.values().get(i).stream().map(QuickstartTables::number))
              .toList());
    }
    return new TextTable(header("code", "expert", codes.values().get(0).size()), rows).text();
  }

  private static List<String> header(String first, String column, int columns) {
    return Stream.concat(
            Stream.of(first), IntStream.range(0, columns).mapToObj(i -> column + " " + i))
        .toList();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
