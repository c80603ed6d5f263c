package dev.espalier.training.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.espalier.training.metrics.Metric;
import dev.espalier.training.metrics.TaskMetrics;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A history as comma-separated values, one line per validation: {@code epoch}, {@code step}, {@code
 * seconds}, {@code examples_per_second}, {@code skipped_steps}, then a column {@code task/loss} per
 * task, {@code task/metric} per metric of a task, {@code conflict/first/second} and {@code
 * cosine/first/second} per pair, {@code task/gradient_norm} and {@code task/gradient_weight} per
 * task; per block with a router {@code path/multiply_adds} and for each expert {@code
 * path/load/expert}, and for each of its gates {@code path/gate/entropy}, {@code dropped}, {@code
 * changed} and, where there are several, {@code path/gate/load/expert}; then {@code score} and
 * {@code frozen}, tasks with blanks between them, and per pair of tasks {@code
 * seesaw/first/second}: 1 where since the line before the first task's main metric became better
 * and the second's worse, -1 the other way around, 0 otherwise. What was not measured, or is not a
 * number, is an empty cell.
 */
public final class HistoryCsv {
  private static final Epoch EMPTY =
      new Epoch(0, 0, 0, 0, Map.of(), List.of(), List.of(), List.of(), List.of(), 0);

  private HistoryCsv() {}

  /** The text of the file, its lines ended by a line feed. */
  public static String write(History history) {
    List<Map<String, String>> lines = history.epochs().stream().map(HistoryCsv::cells).toList();
    for (int line = 1; line < lines.size(); line++) {
      putSeesaws(history.epochs().subList(line - 1, line + 1), lines.get(line));
    }
    Set<String> header = new LinkedHashSet<>(cells(EMPTY).keySet());
    lines.forEach(line -> header.addAll(line.keySet()));
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      csv.writeRecord(header);
      for (Map<String, String> line : lines) {
        csv.writeRecord(header.stream().map(column -> line.getOrDefault(column, "")).toList());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Writing into memory failed.", e);
    }
    return text.toString();
  }

  private static Map<String, String> cells(Epoch epoch) {
    Map<String, String> cells = new LinkedHashMap<>();
    cells.put("epoch", Integer.toString(epoch.epoch()));
    cells.put("step", Long.toString(epoch.step()));
    cells.put("seconds", number(epoch.seconds()));
    cells.put("examples_per_second", number(epoch.examplesPerSecond()));
    cells.put("skipped_steps", Long.toString(epoch.skippedSteps()));
    epoch.losses().forEach((task, loss) -> cells.put(task + "/loss", number(loss)));
    for (TaskMetrics task : epoch.validation()) {
      for (Map.Entry<Metric, Double> value : task.values().entrySet()) {
        cells.put(task.task() + "/" + value.getKey().label(), number(value.getValue()));
      }
    }
    for (GradientPair pair : epoch.pairs()) {
      String tasks = pair.first() + "/" + pair.second();
      cells.put("conflict/" + tasks, number(pair.conflictRate()));
      cells.put("cosine/" + tasks, number(pair.cosine()));
    }
    for (GradientShare share : epoch.gradients()) {
      cells.put(share.task() + "/gradient_norm", number(share.norm()));
      cells.put(share.task() + "/gradient_weight", number(share.weight()));
    }
    epoch.routing().forEach(routing -> put(routing, cells));
    if (!Double.isNaN(epoch.score())) {
      cells.put("score", number(epoch.score()));
    }
    if (!epoch.frozen().isEmpty()) {
      cells.put("frozen", String.join(" ", epoch.frozen()));
    }
    return cells;
  }

  private static void putSeesaws(List<Epoch> two, Map<String, String> cells) {
    for (Seesaw pair : new History(two).seesaws()) {
      if (pair.validations() > 0) {
        cells.put(
            "seesaw/" + pair.first() + "/" + pair.second(),
            Integer.toString(pair.firstRose() - pair.secondRose()));
      }
    }
  }

  private static void put(ExpertRouting routing, Map<String, String> cells) {
    cells.put(routing.path() + "/multiply_adds", number(routing.multiplyAdds()));
    put(routing.path(), routing.load(), cells);
    for (GateRouting gate : routing.gates()) {
      String place = routing.path() + "/" + gate.gate();
      cells.put(place + "/entropy", number(gate.entropy()));
      cells.put(place + "/dropped", number(gate.dropped()));
      cells.put(place + "/changed", number(gate.changed()));
      if (routing.gates().size() > 1) {
        put(place, gate.load(), cells);
      }
    }
  }

  private static void put(String place, List<Double> load, Map<String, String> cells) {
    for (int e = 0; e < load.size(); e++) {
      cells.put(place + "/load/" + e, number(load.get(e)));
    }
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }
}
