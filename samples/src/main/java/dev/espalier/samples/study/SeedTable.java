package dev.espalier.samples.study;

import dev.espalier.training.report.TextTable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.descriptive.DoubleStatistics;
import org.apache.commons.statistics.descriptive.Statistic;

/**
 * What is alike but for the seed, as one line: mean and standard deviation over the seeds. Only
 * with them is seen which difference is one.
 */
final class SeedTable {
  private final StudyResult result;
  private final int seed;

  private SeedTable(StudyResult result, int seed) {
    this.result = result;
    this.seed = seed;
  }

  /** The table, best first; empty for a study without a dimension that sets the seed. */
  static Optional<TextTable> of(StudyResult result) {
    List<Dimension> dimensions = result.study().study().dimensions();
    for (int d = 0; d < dimensions.size(); d++) {
      if ("seed".equals(dimensions.get(d).option())) {
        return Optional.of(new SeedTable(result, d).table());
      }
    }
    return Optional.empty();
  }

  private TextTable table() {
    Map<List<String>, List<Trial>> alike = new LinkedHashMap<>();
    for (Trial trial : result.done()) {
      alike.computeIfAbsent(without(labels(trial)), unknown -> new ArrayList<>()).add(trial);
    }
    List<String> names = result.study().study().dimensions().stream().map(Dimension::name).toList();
    List<String> header = new ArrayList<>(without(names));
    header.addAll(List.of("seeds", "score"));
    result.study().objectives().forEach(each -> header.add(StudyTable.directed(each)));
    return new TextTable(
        header,
        alike.entrySet().stream()
            .sorted((one, other) -> Double.compare(mean(other.getValue()), mean(one.getValue())))
            .map(each -> row(each.getKey(), each.getValue()))
            .toList());
  }

  private List<String> labels(Trial trial) {
    return result.plan(trial).point().labels();
  }

  private List<String> without(List<String> all) {
    List<String> others = new ArrayList<>(all);
    others.remove(seed);
    return others;
  }

  private static double mean(List<Trial> trials) {
    return trials.stream().mapToDouble(Trial::score).average().orElse(Double.NaN);
  }

  private List<String> row(List<String> labels, List<Trial> trials) {
    List<String> row = new ArrayList<>(labels);
    row.add(trials.size() + "");
    row.add(spread(trials, Trial::score));
    for (int o = 0; o < result.study().objectives().size(); o++) {
      int objective = o;
      row.add(spread(trials, trial -> result.values(trial).get(objective)));
    }
    return row;
  }

  private static String spread(List<Trial> trials, ToDoubleFunction<Trial> value) {
    DoubleStatistics statistics =
        DoubleStatistics.of(
            EnumSet.of(Statistic.MEAN, Statistic.STANDARD_DEVIATION),
            trials.stream().mapToDouble(value).toArray());
    String mean = StudyTable.number(statistics.getAsDouble(Statistic.MEAN));
    return trials.size() < 2
        ? mean
        : mean
            + String.format(
                Locale.ROOT, " ± %.2g", statistics.getAsDouble(Statistic.STANDARD_DEVIATION));
  }
}
