package dev.espalier.training.metrics;

import dev.espalier.dsl.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Metrics that are measured where they are asked for, beside those that every task of a kind has.
 *
 * <p>Those of yes-or-no tasks are also measured of several labels and of products, as the mean over
 * the labels that have one.
 */
public final class Metrics {
  private static final Pattern FORM =
      Pattern.compile("(?:auc|(ndcg|map|gap)@([1-9]\\d{0,8}))(?:_by_(.+))?");

  private Metrics() {}

  /** {@link PrAuc}, of yes-or-no tasks. */
  public static CustomMetric prAuc() {
    return new Chosen(Metric.PR_AUC, PrAuc::of, Metrics::isYes);
  }

  /** {@link NormalizedEntropy}, of yes-or-no tasks. */
  public static CustomMetric normalizedEntropy() {
    return new Chosen(Metric.NORMALIZED_ENTROPY, NormalizedEntropy::of, Metrics::isYes);
  }

  /** {@link Calibration}, of yes-or-no tasks and counts. */
  public static CustomMetric calibration() {
    return new Chosen(
        Metric.CALIBRATION,
        Calibration::of,
        target -> isYes(target) || target instanceof Target.Count);
  }

  /** {@link CalibrationError}, of yes-or-no tasks. */
  public static CustomMetric calibrationError() {
    return new Chosen(Metric.CALIBRATION_ERROR, CalibrationError::of, Metrics::isYes);
  }

  /** {@link F1}, of yes-or-no tasks. */
  public static CustomMetric f1() {
    return new Chosen(Metric.F1, F1::of, Metrics::isYes);
  }

  /** {@link R2}, of regressions. */
  public static CustomMetric r2() {
    return new Chosen(Metric.R2, R2::of, Target.Regression.class::isInstance);
  }

  /**
   * {@link GroupedAuc}, of yes-or-no tasks: how well rows are ordered that are seen together.
   *
   * @param column whose values say which group a row is in, such as a query or a user: of any type,
   *     in no feature; rows without a value are in none. Its metric is called {@code auc_by_column}
   */
  public static GroupedMetric groupedAuc(String column) {
    return new Grouped(
        new Metric("auc_by_" + named("auc", column), true),
        column,
        (target, said, labels, weights, groups) -> GroupedAuc.of(said, labels, weights, groups),
        Metrics::isYes);
  }

  /**
   * {@link Ndcg} of yes-or-no tasks, where yes is a gain of 1, and of classes in order: those are
   * ordered by the class expected, and class c is a gain of 2^c - 1 (Burges et al. 2005).
   *
   * @param k places that count, at least 1
   * @param column as for {@link #groupedAuc}. Its metric is called {@code ndcg@k_by_column}
   */
  public static GroupedMetric ndcg(int k, String column) {
    return new Grouped(
        new Metric("ndcg@" + places("ndcg", k) + "_by_" + named("ndcg", column), true),
        column,
        (target, said, labels, weights, groups) ->
            target instanceof Target.Ordinal ordinal
                ? Ndcg.of(
                    k, Expected.classes(said, ordinal.classes()), gains(labels), weights, groups)
                : Ndcg.of(k, said, labels, weights, groups),
        target -> isYes(target) || target instanceof Target.Ordinal);
  }

  /** {@link MeanAveragePrecision} of the first k labels, of multilabel tasks: {@code map@k}. */
  public static MultilabelMetric map(int k) {
    return new Together(
        new Metric("map@" + places("map", k), true),
        (count, said, labels, weights) -> MeanAveragePrecision.of(k, count, said, labels, weights));
  }

  /**
   * {@link GlobalAveragePrecision} of the first k labels of each example, of multilabel tasks:
   * {@code gap@k}; YouTube-8M takes 20.
   */
  public static MultilabelMetric gap(int k) {
    return new Together(
        new Metric("gap@" + places("gap", k), true),
        (count, said, labels, weights) ->
            GlobalAveragePrecision.of(k, count, said, labels, weights));
  }

  private static float[] gains(float[] classes) {
    float[] gains = new float[classes.length];
    for (int row = 0; row < gains.length; row++) {
      gains[row] = (float) (Math.pow(2, classes[row]) - 1);
    }
    return gains;
  }

  private static int places(String metric, int k) {
    if (k < 1) {
      throw new IllegalArgumentException(
          "metric %s: received k = %d; allowed are numbers from 1 on. Say how many places count."
              .formatted(metric, k));
    }
    return k;
  }

  private static String named(String metric, String column) {
    if (column.isBlank()) {
      throw new IllegalArgumentException(
          "metric %s: received a column without a name; allowed is a column of the examples. Name the one that says which group a row is in."
              .formatted(metric));
    }
    return column;
  }

  private static boolean isYes(Target target) {
    return target instanceof Target.Binary
        || target instanceof Target.Multilabel
        || target instanceof Target.Product;
  }

  private interface Measure {
    double of(float[] predictions, float[] labels, float @Nullable [] weights);
  }

  private record Chosen(Metric metric, Measure measure, Predicate<Target> targets)
      implements CustomMetric {

    @Override
    public boolean measures(Target target) {
      return targets.test(target);
    }

    @Override
    public double of(
        Target target, float[] predictions, float[] labels, float @Nullable [] weights) {
      return measure.of(predictions, labels, weights);
    }
  }

  private interface GroupedMeasure {
    double of(
        Target target,
        float[] predictions,
        float[] labels,
        float @Nullable [] weights,
        int[] groups);
  }

  private record Grouped(
      Metric metric, String column, GroupedMeasure measure, Predicate<Target> targets)
      implements GroupedMetric {

    @Override
    public boolean measures(Target target) {
      return targets.test(target);
    }

    @Override
    public double of(
        Target target,
        float[] predictions,
        float[] labels,
        float @Nullable [] weights,
        int[] groups) {
      return measure.of(target, predictions, labels, weights, groups);
    }
  }

  private interface LabelsMeasure {
    double of(int labels, float[] predictions, float[] truth, float @Nullable [] weights);
  }

  private record Together(Metric metric, LabelsMeasure measure) implements MultilabelMetric {

    @Override
    public double of(
        Target target, float[] predictions, float[] labels, float @Nullable [] weights) {
      return measure.of(target.width(), predictions, labels, weights);
    }
  }

  /** All that take no settings. */
  public static List<CustomMetric> all() {
    return List.of(prAuc(), normalizedEntropy(), calibration(), calibrationError(), f1(), r2());
  }

  /** The names that {@link #named} takes, with K for a number and COLUMN for a column's name. */
  public static List<String> names() {
    List<String> names = new ArrayList<>();
    all().forEach(each -> names.add(each.metric().label()));
    names.addAll(List.of("auc_by_COLUMN", "ndcg@K_by_COLUMN", "map@K", "gap@K"));
    return List.copyOf(names);
  }

  /**
   * The one of this name, such as {@code pr_auc}, {@code auc_by_user}, {@code ndcg@10_by_query} or
   * {@code gap@20}; empty where there is none.
   */
  public static Optional<CustomMetric> named(String name) {
    return all().stream()
        .filter(each -> each.metric().label().equals(name))
        .findFirst()
        .or(() -> formed(FORM.matcher(name)));
  }

  private static Optional<CustomMetric> formed(Matcher form) {
    if (!form.matches()) {
      return Optional.empty();
    }
    String kind = form.group(1);
    String column = form.group(3);
    if (kind == null || kind.equals("ndcg")) {
      if (column == null || column.isBlank()) {
        return Optional.empty();
      }
      return Optional.of(
          kind == null ? groupedAuc(column) : ndcg(Integer.parseInt(form.group(2)), column));
    }
    if (column != null) {
      return Optional.empty();
    }
    int k = Integer.parseInt(form.group(2));
    return Optional.of(kind.equals("map") ? map(k) : gap(k));
  }
}
