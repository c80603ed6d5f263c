package dev.espalier.samples.study;

import dev.espalier.training.report.HtmlPage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a study leaves for people and programs: {@code trials.csv}, {@code study.md} with its plots,
 * and all of that on one page, {@code study.html}.
 */
public final class StudyReport {
  /** Beyond so many objectives there are more pairs than anybody looks at. */
  private static final int PAIRED = 4;

  private final StudyResult result;

  private StudyReport(StudyResult result) {
    this.result = result;
  }

  /** Writes the report of what is known so far. */
  public static void write(StudyResult result, StudyFolder folder) throws IOException {
    StudyReport report = new StudyReport(result);
    folder.write("trials.csv", StudyTable.csv(result));
    List<Plot> plots = report.plots();
    String text = report.markdown();
    HtmlPage page = HtmlPage.of(result.study().study().name(), text);
    StringBuilder markdown = new StringBuilder(text);
    for (Plot plot : plots) {
      folder.write(plot.file(), plot.svg());
      markdown.append("\n![").append(plot.heading()).append("](").append(plot.file()).append(")\n");
      page = page.svg(plot.heading(), plot.svg());
    }
    folder.write("study.md", markdown.toString());
    folder.write("study.html", page.write());
  }

  private record Plot(String file, String heading, String svg) {}

  private List<Plot> plots() {
    List<Plot> plots = new ArrayList<>();
    if (result.trials().stream().noneMatch(trial -> Double.isFinite(trial.score()))) {
      return plots;
    }
    plots.add(new Plot("history.svg", "Score of each trial", StudyFigures.history(result)));
    plots.add(new Plot("curves.svg", "Score over the epochs", StudyFigures.curves(result)));
    List<Dimension> dimensions = result.study().study().dimensions();
    for (int d = 0; d < dimensions.size(); d++) {
      plots.add(
          new Plot(
              "dimension-" + (d + 1) + ".svg",
              "Score by " + dimensions.get(d).name(),
              StudyFigures.dimension(result, d)));
    }
    List<Objective> objectives = result.study().objectives();
    int paired = result.done().isEmpty() ? 0 : Math.min(PAIRED, objectives.size());
    for (int first = 0; first < paired; first++) {
      for (int second = first + 1; second < paired; second++) {
        plots.add(
            new Plot(
                "frontier-" + (first + 1) + "-" + (second + 1) + ".svg",
                objectives.get(first) + " and " + objectives.get(second),
                StudyFigures.frontier(result, first, second)));
      }
    }
    return plots;
  }

  private String markdown() {
    StringBuilder text = new StringBuilder("# " + result.study().study().name() + "\n\n");
    text.append(counts()).append('\n');
    result
        .best()
        .ifPresent(
            best ->
                text.append(
                    "\nThe best by the score, %s, is trial %d.\n"
                        .formatted(result.study().study().score(), best.number())));
    if (result.study().objectives().size() > 1 && !result.done().isEmpty()) {
      text.append("\n## Not beaten over the tasks\n\n")
          .append(
              "No other trial that is done is at least as good in every objective and better in one.\n\n")
          .append(StudyTable.of(result, result.frontier()).markdown());
    }
    SeedTable.of(result)
        .ifPresent(
            table ->
                text.append("\n## Mean and standard deviation over the seeds\n\n")
                    .append(table.markdown()));
    return text.append("\n## All trials\n\n")
        .append(StudyTable.of(result, result.trials()).markdown())
        .append(reasons())
        .toString();
  }

  private String counts() {
    Map<TrialState, Long> counts = new LinkedHashMap<>();
    for (TrialState state : TrialState.values()) {
      if (result.count(state) > 0) {
        counts.put(state, result.count(state));
      }
    }
    return counts.entrySet().stream()
        .map(count -> count.getValue() + " " + count.getKey())
        .collect(
            Collectors.joining(
                ", ",
                result.trials().size() == 1 ? "1 trial: " : result.trials().size() + " trials: ",
                "."));
  }

  private String reasons() {
    List<Trial> failed = result.trials().stream().filter(trial -> trial.reason() != null).toList();
    return failed.isEmpty()
        ? ""
        : failed.stream()
            .map(
                trial ->
                    "\nTrial "
                        + trial.number()
                        + " "
                        + trial.state()
                        + ": "
                        + trial.reason()
                        + "\n")
            .collect(Collectors.joining("", "\n## What went wrong\n", ""));
  }
}
