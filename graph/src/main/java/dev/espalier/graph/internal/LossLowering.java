package dev.espalier.graph.internal;

import dev.espalier.dsl.Loss;
import dev.espalier.dsl.Task;
import dev.espalier.graph.extension.CustomLoss;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Sum;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Writes the loss of each task: the mean over its own labelled examples, weighted where examples
 * have weights, 0 where a batch has none (PLE, Tang et al. 2020, equation 9). Of several labels it
 * is the mean of theirs, over those that have a labelled example.
 */
final class LossLowering {
  private final Ops tf;
  private final List<Task> tasks;
  private final Operand<TFloat32> labels;
  private final @Nullable Operand<TFloat32> weights;
  private final @Nullable PairLosses pairs;

  /**
   * Labels and weights are [label columns, batch], task by task; null weights stand for ones.
   * Groups [batch] are there where a task is ranked in them.
   */
  LossLowering(
      Ops tf,
      List<Task> tasks,
      Operand<TFloat32> labels,
      @Nullable Operand<TFloat32> weights,
      @Nullable Operand<TInt32> groups) {
    this.pairs = groups == null ? null : new PairLosses(tf, groups);
    this.tf = tf;
    this.tasks = tasks;
    this.labels = labels;
    this.weights = weights;
  }

  /**
   * Losses of these tasks, each a scalar, in their order.
   *
   * @param gaps of ordinal tasks, as {@link CumulativeLogits} takes them; null for others
   * @param factor what a task's loss is multiplied by
   */
  List<Operand<TFloat32>> losses(
      List<Task> group,
      Streams logits,
      @Nullable Operand<TFloat32> gaps,
      ToDoubleFunction<Task> factor) {
    Map<Formula, List<Integer>> formulas = new LinkedHashMap<>();
    for (int i = 0; i < group.size(); i++) {
      formulas.computeIfAbsent(Formula.of(group.get(i)), f -> new ArrayList<>()).add(i);
    }
    if (formulas.size() > 1) {
      return ofSeveralKinds(group, logits, formulas.values(), factor);
    }
    Formula formula = formulas.keySet().iterator().next();
    if (formula.kind() == LossKind.PAIRWISE) {
      return ofPairs(group, logits, factor);
    }
    Operand<TFloat32> perExample =
        switch (formula.kind()) {
          case SOFTMAX -> ClassLosses.of(tf, group, logits, labels(group));
          case CUMULATIVE ->
              new CumulativeLogits(tf, Objects.requireNonNull(gaps), group.get(0).target().width())
                  .loss(logits.stacked(), labels(group));
          case CUSTOM ->
              custom(Objects.requireNonNull(formula.own()), points(group, logits), labels(group));
          default ->
              PointLosses.of(
                  tf, formula.kind(), byLabel(group), points(group, logits), labels(group));
        };
    return means(perExample, group, factor);
  }

  /**
   * How a loss is computed, and whether it is the mean over several labels.
   *
   * @param own the loss itself, where it is from outside of Espalier
   * @param rest what the rest of a loss of pairs is; otherwise the same kind
   */
  private record Formula(LossKind kind, boolean several, @Nullable Loss own, LossKind rest) {
    static Formula of(Task task) {
      LossKind kind = LossKind.of(task);
      return new Formula(
          kind,
          task.labels().size() > 1,
          kind == LossKind.CUSTOM ? task.loss() : null,
          kind == LossKind.PAIRWISE ? LossKind.ofPoints(task.target(), null) : kind);
    }
  }

  /** The losses of pairs, and of single examples as far as these have a share. */
  private List<Operand<TFloat32>> ofPairs(
      List<Task> group, Streams logits, ToDoubleFunction<Task> factor) {
    Operand<TFloat32> z = points(group, logits);
    Operand<TFloat32> y = labels(group);
    Operand<TFloat32> own = weights == null ? null : rows(weights, group);
    List<Operand<TFloat32>> ofPairs =
        scaled(
            Objects.requireNonNull(pairs).means(z, y, own),
            group,
            task -> factor.applyAsDouble(task) * share(task));
    if (group.stream().allMatch(task -> share(task) == 1)) {
      return ofPairs;
    }
    LossKind usual = LossKind.ofPoints(group.get(0).target(), null);
    List<Operand<TFloat32>> ofPoints =
        means(
            PointLosses.of(tf, usual, group, z, y),
            group,
            task -> factor.applyAsDouble(task) * (1 - share(task)));
    List<Operand<TFloat32>> sums = new ArrayList<>();
    for (int t = 0; t < group.size(); t++) {
      sums.add(tf.math.add(ofPairs.get(t), ofPoints.get(t)));
    }
    return sums;
  }

  private static float share(Task task) {
    return ((Loss.Pairwise) Objects.requireNonNull(task.loss())).share();
  }

  private Operand<TFloat32> custom(Loss loss, Operand<TFloat32> outputs, Operand<TFloat32> labels) {
    if (loss instanceof CustomLoss own) {
      return own.perExample(tf, outputs, labels);
    }
    throw new IllegalStateException(
        "%s does not say how it is computed. Let it implement %s."
            .formatted(loss.getClass().getName(), CustomLoss.class.getName()));
  }

  /** Tasks of one kind together; taken from the list, as the gradient of a gather is fifty ops. */
  private List<Operand<TFloat32>> ofSeveralKinds(
      List<Task> group,
      Streams logits,
      Collection<List<Integer>> kinds,
      ToDoubleFunction<Task> factor) {
    List<Operand<TFloat32>> losses = new ArrayList<>(logits.list());
    for (List<Integer> at : kinds) {
      List<Operand<TFloat32>> own =
          losses(
              at.stream().map(group::get).toList(),
              Streams.list(tf, logits.width(), at.stream().map(logits.list()::get).toList()),
              null,
              factor);
      for (int i = 0; i < own.size(); i++) {
        losses.set(at.get(i), own.get(i));
      }
    }
    return losses;
  }

  /** The task of each label column. */
  private static List<Task> byLabel(List<Task> group) {
    return group.stream().flatMap(t -> Collections.nCopies(t.labels().size(), t).stream()).toList();
  }

  /** One output per label column, [label columns, batch]. */
  private Operand<TFloat32> points(List<Task> group, Streams logits) {
    int n = group.size();
    if (logits.width() == 1) {
      return tf.reshape(n == 1 ? logits.flat() : logits.stacked(), tf.constant(new int[] {n, -1}));
    }
    return tf.reshape(
        tf.linalg.transpose(logits.stacked(), tf.constant(new int[] {0, 2, 1})),
        tf.constant(new int[] {n * logits.width(), -1}));
  }

  private List<Operand<TFloat32>> means(
      Operand<TFloat32> perExample, List<Task> group, ToDoubleFunction<Task> factor) {
    int[] byTask = {group.size(), group.get(0).labels().size()};
    Operand<TFloat32> means;
    if (weights == null) {
      means = tf.math.mean(perExample, tf.constant(1));
      if (byTask[1] > 1) {
        means = tf.math.mean(tf.reshape(means, tf.constant(byTask)), tf.constant(1));
      }
    } else {
      // Weights are divided before losses are multiplied: no division is differentiated.
      Operand<TFloat32> own = rows(weights, group);
      Operand<TFloat32> total = tf.sum(own, tf.constant(1), Sum.keepDims(true));
      Operand<TFloat32> shares = tf.math.divNoNan(own, total);
      means = tf.sum(tf.math.mul(perExample, shares), tf.constant(1));
      if (byTask[1] > 1) {
        means = ofLabels(tf.reshape(means, tf.constant(byTask)), total, byTask);
      }
    }
    return scaled(means, group, factor);
  }

  /** The mean [tasks] over those labels that have a weight at all. */
  private Operand<TFloat32> ofLabels(
      Operand<TFloat32> means, Operand<TFloat32> total, int[] byTask) {
    Operand<TFloat32> there = tf.reshape(tf.math.sign(total), tf.constant(byTask));
    Operand<TFloat32> shares =
        tf.math.divNoNan(there, tf.sum(there, tf.constant(1), Sum.keepDims(true)));
    return tf.sum(tf.math.mul(means, shares), tf.constant(1));
  }

  /** Losses [tasks], each times its factor, as scalars. */
  private List<Operand<TFloat32>> scaled(
      Operand<TFloat32> losses, List<Task> group, ToDoubleFunction<Task> factor) {
    Operand<TFloat32> means = losses;
    float[] factors = new float[group.size()];
    boolean ones = true;
    for (int i = 0; i < factors.length; i++) {
      factors[i] = (float) factor.applyAsDouble(group.get(i));
      ones &= factors[i] == 1f;
    }
    if (!ones) {
      means = tf.math.mul(means, tf.constant(factors));
    }
    return group.size() == 1
        ? List.of(tf.reshape(means, tf.constant(new int[0])))
        : List.copyOf(tf.unstack(means, (long) group.size()).output());
  }

  private Operand<TFloat32> labels(List<Task> group) {
    return rows(labels, group);
  }

  /** The rows of these tasks. */
  private Operand<TFloat32> rows(Operand<TFloat32> ofAll, List<Task> group) {
    if (group.equals(tasks)) {
      return ofAll;
    }
    int[] rows = group.stream().flatMapToInt(this::rowsOf).toArray();
    return tf.gather(ofAll, tf.constant(rows), tf.constant(0));
  }

  private IntStream rowsOf(Task task) {
    int first = 0;
    for (Task before : tasks.subList(0, tasks.indexOf(task))) {
      first += before.labels().size();
    }
    return IntStream.range(first, first + task.labels().size());
  }
}
