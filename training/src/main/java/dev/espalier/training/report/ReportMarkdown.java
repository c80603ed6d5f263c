package dev.espalier.training.report;

import dev.espalier.training.GradientStep;
import dev.espalier.training.RepresentationLevel;
import dev.espalier.training.SketchedGram;
import dev.espalier.training.Within;
import dev.espalier.training.metrics.Metric;
import dev.espalier.training.metrics.TaskMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a report as Markdown. */
final class ReportMarkdown {
  /** What stands where there is no number. */
  private static final String NONE = "–";

  private final TrainingReport report;

  ReportMarkdown(TrainingReport report) {
    this.report = report;
  }

  String write() {
    return "# %s\n\n%s\n\n## Best epoch\n\n%s\n## Epochs\n\n%s"
            .formatted(report.topology(), summary(), tasks().markdown(), epochs().markdown())
        + SeesawTable.markdown(report.history())
        + gradients()
        + routing()
        + collisions();
  }

  /** Which tasks pull the shared weights the same way, over the run; nothing where unmeasured. */
  private String gradients() {
    TaskAffinity affinity = TaskAffinity.of(report.history());
    if (affinity.pairs().isEmpty()) {
      return "";
    }
    List<List<String>> pairs = new ArrayList<>();
    for (GradientPair pair : affinity.pairs()) {
      pairs.add(
          List.of(
              pair.first(),
              pair.second(),
              number(pair.cosine()),
              String.format(Locale.ROOT, "%.1f %%", 100 * pair.conflictRate())));
    }
    List<List<String>> shares = new ArrayList<>();
    for (GradientShare share : report.best().gradients()) {
      shares.add(List.of(share.task(), number(share.norm()), number(share.weight())));
    }
    return "\n## Gradients by the shared weights\n\n"
        + basis(report.merge())
        + new TextTable(List.of("task", "other task", "mean cosine", "in conflict"), pairs)
            .markdown()
        + "\n"
        + advice(affinity.clusters())
        + "\n\nIn the best epoch:\n\n"
        + new TextTable(List.of("task", "norm", "factor in the merge"), shares).markdown();
  }

  /** What the gradients are by where it is not all shared weights, or not exactly. */
  private static String basis(GradientStep.Merge merge) {
    if (merge instanceof Within within) {
      return "By those of " + String.join(", ", within.starts()) + " only.\n\n";
    } else if (merge instanceof SketchedGram sketched) {
      return "Approximate: estimated from sketches of rank %d.\n\n".formatted(sketched.rank());
    } else if (merge instanceof RepresentationLevel) {
      return "Approximate: by the shared representation in the place of the weights.\n\n";
    }
    return "";
  }

  private static String advice(List<List<String>> clusters) {
    if (clusters.size() == 1) {
      return "All tasks pull the shared weights the same way on average.";
    }
    String groups =
        clusters.stream().map(tasks -> String.join(", ", tasks)).collect(Collectors.joining("; "));
    return "Tasks that pull the shared weights the same way on average: "
        + groups
        + ". Experts or sub-networks of their own may help the groups.";
  }

  private String routing() {
    List<ExpertRouting> routing = report.best().routing();
    if (routing.isEmpty()) {
      return "";
    }
    String starved = RoutingTable.starved(routing);
    return "\n## Routing in the best epoch\n\n"
        + "Loads of experts are relative to their mean, multiply-adds per training example.\n\n"
        + RoutingTable.of(routing).markdown()
        + (starved.isEmpty() ? "" : "\n" + starved);
  }

  private String collisions() {
    return report.collisions().isEmpty()
        ? ""
        : "\n## Hashed features\n\n" + CollisionTable.of(report.collisions()).markdown();
  }

  private String summary() {
    History history = report.history();
    List<String> facts = new ArrayList<>();
    facts.add(
        "Best epoch %d of %d".formatted(report.bestEpoch(), history.epochs().size()) + scored());
    facts.add(String.format(Locale.ROOT, "%,d parameters", report.parameters()));
    facts.add(String.format(Locale.ROOT, "%.1f s", report.seconds()));
    facts.add(String.format(Locale.ROOT, "%,.0f examples per second", history.examplesPerSecond()));
    history
        .conflictRate()
        .ifPresent(
            rate ->
                facts.add(String.format(Locale.ROOT, "gradients in conflict %.1f %%", 100 * rate)));
    history.frozen().forEach((task, epoch) -> facts.add(task + " frozen after epoch " + epoch));
    if (history.skippedSteps() > 0) {
      facts.add(String.format(Locale.ROOT, "%,d steps skipped", history.skippedSteps()));
    }
    return String.join(", ", facts) + ".";
  }

  /** By which number the best epoch is the best; nothing where it has none. */
  private String scored() {
    double score = report.best().score();
    return Double.isNaN(score) ? "" : " by " + report.score() + " (" + number(score) + ")";
  }

  /** A row per task with the training loss and every metric that any task has. */
  private TextTable tasks() {
    Epoch best = report.best();
    List<Metric> metrics =
        best.validation().stream()
            .flatMap(task -> task.values().keySet().stream())
            .distinct()
            .toList();
    List<String> header = new ArrayList<>(List.of("task", "training loss"));
    metrics.forEach(metric -> header.add(metric.label()));
    List<List<String>> rows = new ArrayList<>();
    for (Map.Entry<String, Double> loss : best.losses().entrySet()) {
      List<String> row = new ArrayList<>(List.of(loss.getKey(), number(loss.getValue())));
      for (Metric metric : metrics) {
        row.add(number(of(loss.getKey(), metric, best)));
      }
      rows.add(row);
    }
    return new TextTable(header, rows);
  }

  private static double of(String task, Metric metric, Epoch epoch) {
    return epoch.validation().stream()
        .filter(metrics -> metrics.task().equals(task))
        .mapToDouble(metrics -> metrics.value(metric))
        .findFirst()
        .orElse(Double.NaN);
  }

  /** A row per epoch with the loss and the main metric of each task. */
  private TextTable epochs() {
    List<TaskMetrics> tasks = report.metrics();
    List<String> header = new ArrayList<>(List.of("epoch", "step", "seconds"));
    report.best().losses().keySet().forEach(task -> header.add(task + " loss"));
    tasks.forEach(task -> header.add(task.task() + " " + task.main().label()));
    List<List<String>> rows = new ArrayList<>();
    for (Epoch epoch : report.history().epochs()) {
      List<String> row = new ArrayList<>();
      row.add(Integer.toString(epoch.epoch()));
      row.add(Long.toString(epoch.step()));
      row.add(String.format(Locale.ROOT, "%.1f", epoch.seconds()));
      for (String task : report.best().losses().keySet()) {
        row.add(number(epoch.losses().getOrDefault(task, Double.NaN)));
      }
      tasks.forEach(task -> row.add(number(of(task.task(), task.main(), epoch))));
      rows.add(row);
    }
    return new TextTable(header, rows);
  }

  private static String number(double value) {
    return Double.isNaN(value) ? NONE : String.format(Locale.ROOT, "%.4f", value);
  }
}
