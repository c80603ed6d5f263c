package dev.espalier.samples.census;

import dev.espalier.samples.census.BlockStudy.Row;
import dev.espalier.training.report.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What each block costs and reaches after a few steps. */
public final class BlockStudyTable {

  private BlockStudyTable() {}

  /** The table of these rows. */
  public static String of(List<Row> rows) {
    List<String> head =
        new ArrayList<>(List.of("block", "parameters", "multiply-adds", "ms per step"));
    rows.get(0).auc().keySet().forEach(task -> head.add("auc " + task));
    head.add("served differs by");
    return new TextTable(head, rows.stream().map(BlockStudyTable::row).toList()).text();
  }

  /** What is told of one row as soon as it is known. */
  public static String sentence(Row row) {
    List<String> areas = new ArrayList<>();
    row.auc().forEach((task, auc) -> areas.add(format("%.4f", auc) + " for " + task));
    return "%s: %s parameters, %s ms per step, test AUC %s."
        .formatted(
            row.name(),
            format("%,d", row.parameters()),
            format("%.2f", row.stepMilliseconds()),
            String.join(", ", areas));
  }

  private static List<String> row(Row row) {
    List<String> cells = new ArrayList<>();
    cells.add(row.name());
    cells.add(format("%,d", row.parameters()));
    cells.add(format("%,d", row.multiplyAdds()));
    cells.add(format("%.2f", row.stepMilliseconds()));
    row.auc().values().forEach(auc -> cells.add(format("%.4f", auc)));
    cells.add(format("%.1e", row.difference()));
    return cells;
  }

  private static String format(String format, Object value) {
    return String.format(Locale.ROOT, format, value);
  }
}
