package dev.espalier.training.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.espalier.training.metrics.Metric;
import dev.espalier.training.metrics.TaskMetrics;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Cost against quality of a cascade: what thresholds at its exits come to on the same examples.
 *
 * @param points one per threshold, at least one
 */
public record CascadeSweep(List<Point> points) {

  /**
   * What a threshold comes to.
   *
   * @param threshold of all exits, and of all tasks without one of their own
   * @param leaving share of the examples that leave at each exit, then of those that leave at none
   * @param multiplyAdds mean per example in serving, lookups not counted
   * @param tasks how good the answers are
   */
  public record Point(
      float threshold, List<Double> leaving, double multiplyAdds, List<TaskMetrics> tasks) {
    /** Copies the lists. */
    public Point {
      leaving = List.copyOf(leaving);
      tasks = List.copyOf(tasks);
    }
  }

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException where it is empty
   */
  public CascadeSweep {
    points = List.copyOf(points);
    if (points.isEmpty()) {
      throw new IllegalArgumentException("A sweep tries at least one threshold.");
    }
  }

  /** A row per threshold: who leaves where, the cost, and the main metric of each task. */
  public TextTable table() {
    List<String> header = new ArrayList<>(List.of("threshold"));
    int exits = points.get(0).leaving().size() - 1;
    for (int e = 0; e < exits; e++) {
      header.add("exit " + e);
    }
    header.add("to the end");
    header.add("multiply-adds");
    points.get(0).tasks().forEach(of -> header.add(of.task() + " " + of.main().label()));
    List<List<String>> rows = new ArrayList<>();
    for (Point point : points) {
      List<String> row = new ArrayList<>(List.of(Float.toString(point.threshold())));
      point.leaving().forEach(share -> row.add(text("%.1f%%", 100 * share)));
      row.add(text("%,.0f", point.multiplyAdds()));
      point.tasks().forEach(of -> row.add(text("%.4f", of.mainValue())));
      rows.add(row);
    }
    return new TextTable(header, rows);
  }

  /**
   * The same as comma-separated values, lines ended by a line feed: {@code threshold}, {@code
   * exit_0}, …, {@code end} (shares), {@code multiply_adds}, then a column {@code task/metric} per
   * metric of a task. What is not a number is an empty cell.
   */
  public String csv() {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      List<String> header = new ArrayList<>(List.of("threshold"));
      for (int e = 0; e + 1 < points.get(0).leaving().size(); e++) {
        header.add("exit_" + e);
      }
      header.addAll(List.of("end", "multiply_adds"));
      for (TaskMetrics task : points.get(0).tasks()) {
        task.values().keySet().forEach(metric -> header.add(task.task() + "/" + metric.label()));
      }
      csv.writeRecord(header);
      for (Point point : points) {
        csv.writeRecord(cells(point));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Writing into memory failed.", e);
    }
    return text.toString();
  }

  private static List<String> cells(Point point) {
    List<String> cells = new ArrayList<>(List.of(Float.toString(point.threshold())));
    point.leaving().forEach(share -> cells.add(Double.toString(share)));
    cells.add(Double.toString(point.multiplyAdds()));
    for (TaskMetrics task : point.tasks()) {
      for (Map.Entry<Metric, Double> value : task.values().entrySet()) {
        cells.add(Double.isNaN(value.getValue()) ? "" : Double.toString(value.getValue()));
      }
    }
    return cells;
  }

  private static String text(String format, double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, format, value);
  }
}
