package dev.espalier.samples.routing;

import dev.espalier.training.metrics.TaskMetrics;
import dev.espalier.training.report.ExpertRouting;
import dev.espalier.training.report.GateRouting;
import dev.espalier.training.report.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A row per router: loads in the last epoch, relative to their mean, and the best validation. */
public final class RoutingStudyTable {

  private RoutingStudyTable() {}

  /** The table of these runs, at least one. */
  public static TextTable of(List<RoutingStudy.Row> rows) {
    List<String> head =
        new ArrayList<>(
            List.of(
                "router",
                "least load",
                "largest load",
                "below a tenth",
                "epochs told",
                "entropy",
                "changed"));
    rows.get(0).report().metrics().forEach(task -> head.add(task.task() + " rmse"));
    return new TextTable(head, rows.stream().map(RoutingStudyTable::row).toList());
  }

  private static List<String> row(RoutingStudy.Row row) {
    ExpertRouting last = row.last();
    GateRouting gate = last.gates().get(0);
    double mean = last.meanLoad();
    List<String> cells =
        new ArrayList<>(
            List.of(
                row.router().toString(),
                text("%.2f", last.load().stream().mapToDouble(l -> l / mean).min().orElse(0)),
                text("%.2f", last.load().stream().mapToDouble(l -> l / mean).max().orElse(0)),
                Integer.toString(last.starved().size()),
                Integer.toString(row.collapses().size()),
                text("%.3f", gate.entropy()),
                text("%.3f", gate.changed())));
    for (TaskMetrics task : row.report().metrics()) {
      cells.add(text("%.4f", task.mainValue()));
    }
    return cells;
  }

  private static String text(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
