package dev.espalier.samples.cli;

import dev.espalier.training.metrics.CustomMetric;
import dev.espalier.training.metrics.Metrics;
import java.util.List;
import picocli.CommandLine.Option;

/** What is measured beside the metrics that every task of a kind has. */
final class MetricOptions {

  @Option(
      names = "--metrics",
      split = ",",
      paramLabel = "NAME",
      description =
          "Metrics to measure beside the usual ones, several with commas: pr_auc,"
              + " normalized_entropy, calibration, calibration_error, f1, r2; inside of groups that"
              + " a column names auc_by_COLUMN, ndcg@K_by_COLUMN; of several labels map@K, gap@K.")
  private List<String> names = List.of();

  CustomMetric[] chosen() {
    return names.stream().map(MetricOptions::named).toArray(CustomMetric[]::new);
  }

  private static CustomMetric named(String name) {
    return Metrics.named(name)
        .orElseThrow(
            () ->
                new WrongInput(
                    "--metrics: received \"" + name + "\", allowed are " + Metrics.names()));
  }
}
