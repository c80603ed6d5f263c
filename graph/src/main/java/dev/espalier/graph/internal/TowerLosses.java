package dev.espalier.graph.internal;

import dev.espalier.dsl.Stream;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.plan.TowerGroup;
import dev.espalier.graph.Lowering;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Adds up by task the losses of all towers: the tasks' own, those at exits, and small ones. */
final class TowerLosses {
  private final Ops tf;
  private final TrainableWeights weights;
  private final BodyLowering lowering;
  private final Lowering choice;
  private final PositionLowering positions;
  private final ProductLowering products;
  private final LossLowering losses;
  private final List<Task> learned;
  private final Map<Task, Operand<TFloat32>> byTask = new LinkedHashMap<>();

  /**
   * Sums of none yet.
   *
   * @param learned tasks with a loss
   */
  TowerLosses(
      Ops tf,
      TrainableWeights weights,
      BodyLowering lowering,
      Lowering choice,
      PositionLowering positions,
      ProductLowering products,
      LossLowering losses,
      List<Task> learned) {
    this.tf = tf;
    this.weights = weights;
    this.lowering = lowering;
    this.choice = choice;
    this.positions = positions;
    this.products = products;
    this.losses = losses;
    this.learned = learned;
  }

  /**
   * Adds the losses of towers that answer for their tasks, and of the products of these.
   *
   * @param streams what the body is at this depth
   * @param factor of each task's loss here
   * @return the logits of each group, without what positions add
   */
  List<Streams> answers(
      List<TowerGroup> towers, List<Stream> streams, Streams body, ToDoubleFunction<Task> factor) {
    List<Streams> predicted = new ArrayList<>();
    Map<Task, Operand<TFloat32>> factors = new LinkedHashMap<>();
    boolean listed = !products.products().isEmpty();
    for (TowerGroup group : towers) {
      Streams own =
          lowering.logits(group, BodyLowering.towerInputs(tf, streams, group, body), choice);
      Streams logits = positions.added(group.tasks(), own);
      predicted.add(own);
      if (listed) {
        put(group, logits, factors);
      }
      List<Task> some = group.tasks().stream().filter(learned::contains).toList();
      if (some.equals(group.tasks())) {
        add(some, losses.losses(some, logits, gaps(group), factor));
      } else if (!some.isEmpty()) {
        Streams kept = Streams.list(tf, logits.width(), some.stream().map(factors::get).toList());
        add(some, losses.losses(some, kept, gaps(group), factor));
      }
    }
    if (listed) {
      add(
          products.products(),
          losses.losses(products.products(), products.logits(factors), null, factor));
    }
    return predicted;
  }

  /** Adds the losses of small towers. */
  void small(
      List<TowerGroup> towers, List<Stream> streams, Streams body, ToDoubleFunction<Task> factor) {
    for (TowerGroup group : towers) {
      Streams in = BodyLowering.towerInputs(tf, streams, group, body);
      Streams logits = positions.added(group.tasks(), lowering.logits(group, in, choice));
      add(group.tasks(), losses.losses(group.tasks(), logits, gaps(group), factor));
    }
  }

  /** The loss of each task that is learned, a scalar, in their order. */
  List<Operand<TFloat32>> sums() {
    List<Operand<TFloat32>> sums = new ArrayList<>();
    learned.forEach(task -> sums.add(Objects.requireNonNull(byTask.get(task))));
    return sums;
  }

  /** Puts the stream of each task of a group. */
  static void put(TowerGroup group, Streams streams, Map<Task, Operand<TFloat32>> into) {
    for (int i = 0; i < group.tasks().size(); i++) {
      into.put(group.tasks().get(i), streams.list().get(i));
    }
  }

  private @Nullable Operand<TFloat32> gaps(TowerGroup group) {
    return group.gaps() == null ? null : weights.stacked(group.gaps());
  }

  private void add(List<Task> tasks, List<Operand<TFloat32>> each) {
    for (int i = 0; i < tasks.size(); i++) {
      byTask.merge(tasks.get(i), each.get(i), (a, b) -> tf.math.add(a, b));
    }
  }
}
