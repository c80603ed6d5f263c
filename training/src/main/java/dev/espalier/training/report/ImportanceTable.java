package dev.espalier.training.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Features and how much worse each task becomes without them, the most important first. */
public final class ImportanceTable {

  private ImportanceTable() {}

  /** A row for each feature, with a column for the first metric of each task. */
  public static TextTable of(List<FeatureImportance> importances) {
    Map<String, Map<String, FeatureImportance>> byFeature = new LinkedHashMap<>();
    Map<String, String> tasks = new LinkedHashMap<>();
    for (FeatureImportance each : importances) {
      tasks.putIfAbsent(each.task(), each.task() + " " + each.metric().label());
      byFeature
          .computeIfAbsent(each.feature(), name -> new LinkedHashMap<>())
          .putIfAbsent(each.task(), each);
    }
    List<String> header = new ArrayList<>(List.of("feature"));
    header.addAll(tasks.values());
    return new TextTable(
        header,
        byFeature.entrySet().stream()
            .sorted(Comparator.comparingDouble(entry -> -most(entry.getValue())))
            .map(entry -> row(entry.getKey(), entry.getValue()))
            .toList());
  }

  private static double most(Map<String, FeatureImportance> byTask) {
    return byTask.values().stream()
        .mapToDouble(FeatureImportance::loss)
        .filter(Double::isFinite)
        .max()
        .orElse(Double.NEGATIVE_INFINITY);
  }

  private static List<String> row(String feature, Map<String, FeatureImportance> byTask) {
    List<String> cells = new ArrayList<>(List.of(feature));
    for (FeatureImportance each : byTask.values()) {
      cells.add(
          Double.isNaN(each.loss())
              ? "–"
              : String.format(Locale.ROOT, "%.4f ± %.4f", each.loss(), each.spread()));
    }
    return cells;
  }
}
