package dev.espalier.training.report;

import dev.espalier.training.data.SchemaReport;
import dev.espalier.training.data.SchemaReport.LabelFacts;
import dev.espalier.training.data.SchemaReport.ReadColumn;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a table holds for a topology, as tables. */
public final class SchemaTable {

  private SchemaTable() {}

  /** A row for each column. */
  public static TextTable columns(SchemaReport report) {
    return new TextTable(
        List.of("column", "type", "missing", "role"),
        report.columns().stream().map(SchemaTable::row).toList());
  }

  private static List<String> row(ReadColumn column) {
    return List.of(column.name(), column.type(), percent(column.missing()), column.role());
  }

  /** A row for each label; of classes the shares, first to last. */
  public static TextTable labels(SchemaReport report) {
    return new TextTable(
        List.of("task", "label", "there", "mean", "shares of classes"),
        report.labels().stream().map(SchemaTable::row).toList());
  }

  private static List<String> row(LabelFacts label) {
    return List.of(
        label.task(),
        label.label(),
        percent(label.there()),
        Double.isNaN(label.mean()) ? "–" : String.format(Locale.ROOT, "%.4g", label.mean()),
        Double.isNaN(label.mean())
            ? ""
            : label.classes().stream().map(SchemaTable::percent).collect(Collectors.joining(" ")));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }
}
