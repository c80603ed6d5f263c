package dev.espalier.samples.census;

import dev.espalier.samples.census.CensusStudy.Run;
import dev.espalier.training.report.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.StandardDeviation;

/** Test AUC per model and task: mean over the seeds and their standard deviation. */
public final class CensusStudyTable {

  private CensusStudyTable() {}

  /** The table of these runs. */
  public static String of(List<Run> runs) {
    Map<List<String>, List<Run>> groups = new LinkedHashMap<>();
    for (Run run : runs) {
      groups
          .computeIfAbsent(List.of(run.model(), run.gradients()), key -> new ArrayList<>())
          .add(run);
    }
    List<String> tasks = List.copyOf(runs.get(0).auc().keySet());
    List<List<String>> rows = new ArrayList<>();
    groups.forEach(
        (key, group) ->
            rows.add(
                Stream.concat(
                        Stream.concat(key.stream(), Stream.of(group.size() + "")),
                        tasks.stream().map(task -> spread(group, task)))
                    .toList()));
    return new TextTable(
            Stream.concat(Stream.of("model", "gradients", "seeds"), tasks.stream()).toList(), rows)
        .text();
  }

  private static String spread(List<Run> group, String task) {
    double[] values =
        group.stream().mapToDouble(run -> run.auc().getOrDefault(task, Double.NaN)).toArray();
    return String.format(
        Locale.ROOT,
        "%.4f ± %.4f",
        Mean.of(values).getAsDouble(),
        StandardDeviation.of(values).getAsDouble());
  }
}
