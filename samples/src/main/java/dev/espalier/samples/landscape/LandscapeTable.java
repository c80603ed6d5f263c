package dev.espalier.samples.landscape;

import dev.espalier.samples.landscape.LandscapeStudy.Row;
import dev.espalier.training.report.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How far each merge gets from each start, and where it reaches the Pareto front. */
public final class LandscapeTable {
  /** A run that ends nearer than this has reached the front. */
  private static final double REACHED = 0.1;

  private LandscapeTable() {}

  /** A row for each run. */
  public static TextTable runs(List<Row> rows, float bar) {
    return new TextTable(
        List.of(
            "gradients",
            "start",
            "steps",
            "L1 at the end",
            "L2 at the end",
            "sum",
            "first below " + format("%.0f", bar),
            "best sum",
            "mean of last tenth",
            "end",
            "to the front"),
        rows.stream().map(LandscapeTable::row).toList());
  }

  private static List<String> row(Row row) {
    LandscapeRun run = row.run();
    Point end = run.path().get(run.path().size() - 1);
    float first = run.last().get(0);
    float second = run.last().get(1);
    return List.of(
        row.merge().toString(),
        row.start().toString(),
        format("%,d", run.steps()),
        format("%.2f", first),
        format("%.2f", second),
        format("%.2f", first + second),
        run.firstBelow().isPresent() ? format("%,d", run.firstBelow().getAsLong()) : "never",
        format("%.2f", run.best()),
        format("%.2f", run.tailMean()),
        "(" + format("%.2f", end.x()) + ", " + format("%.2f", end.y()) + ")",
        format("%.3f", run.toFront()));
  }

  /** A row for each merge, over all its starts. */
  public static TextTable merges(List<Row> rows) {
    Map<String, List<LandscapeRun>> groups = new LinkedHashMap<>();
    for (Row row : rows) {
      groups.computeIfAbsent(row.merge().toString(), key -> new ArrayList<>()).add(row.run());
    }
    List<List<String>> lines = new ArrayList<>();
    groups.forEach(
        (merge, runs) ->
            lines.add(
                List.of(
                    merge,
                    runs.stream().filter(run -> run.toFront() < REACHED).count()
                        + " of "
                        + runs.size(),
                    format(
                        "%.3f",
                        runs.stream().mapToDouble(LandscapeRun::toFront).max().orElseThrow()),
                    format(
                        "%.2f",
                        runs.stream().mapToDouble(LandscapeRun::tailMean).average().orElseThrow()),
                    format(
                        "%.2f",
                        runs.stream().mapToDouble(LandscapeRun::tailMean).max().orElseThrow()))));
    return new TextTable(
        List.of(
            "gradients",
            "reach the front",
            "farthest end",
            "mean of the sums of last tenths",
            "worst of them"),
        lines);
  }

  private static String format(String format, Object value) {
    return String.format(Locale.ROOT, format, value);
  }
}
