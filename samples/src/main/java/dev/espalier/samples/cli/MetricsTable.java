package dev.espalier.samples.cli;

import dev.espalier.training.metrics.Metric;
import dev.espalier.training.metrics.TaskMetrics;
import dev.espalier.training.report.TextTable;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How good the tasks are, a row each; a task has only some of the metrics. */
final class MetricsTable {

  private MetricsTable() {}

  static String of(List<TaskMetrics> tasks) {
    List<Metric> metrics =
        tasks.stream().flatMap(task -> task.values().keySet().stream()).distinct().toList();
    List<String> header =
        Stream.concat(Stream.of("task"), metrics.stream().map(Metric::label)).toList();
    List<List<String>> rows =
        tasks.stream()
            .map(
                task ->
                    Stream.concat(
                            Stream.of(task.task()),
                            metrics.stream().map(metric -> number(task.value(metric))))
                        .toList())
            .toList();
    return new TextTable(header, rows).text();
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.4f", value);
  }
}
