package dev.espalier.graph.internal;

import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Multivalent;
import dev.espalier.dsl.Sequence;
import dev.espalier.dsl.Target;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.plan.InputSlots;
import dev.espalier.dsl.plan.InputSlots.Slots;
import dev.espalier.dsl.plan.Plan;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Examples as the training graph takes them, row by row.
 *
 * @param size number of examples
 * @param numbers [size, n]
 * @param ids [size, m]
 * @param labels [label columns, size]
 * @param weights [label columns, size]
 */
record Batch(int size, float[] numbers, int[] ids, float[] labels, float[] weights) {

  /** Normal numbers, legal ids and labels, and weights of which every third is 0. */
  static Batch random(Plan plan, int size, long seed) {
    Random random = new Random(seed);
    InputSlots slots = InputSlots.of(plan.topology());
    List<Task> tasks = plan.topology().tasks();
    float[] numbers = new float[size * slots.numberCount()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    int width = slots.trainingIdCount();
    int[] ids = new int[size * width];
    for (int row = 0; row < size; row++) {
      for (Feature feature : plan.topology().inputs()) {
        Slots own = slots.ids(feature);
        Slots weights = slots.weights(feature);
        if (feature instanceof Sequence) {
          for (int i = 0; i < weights.count(); i++) {
            numbers[row * slots.numberCount() + weights.first() + i] = random.nextInt(3) / 2;
          }
        }
        for (int i = 0; i < own.count(); i++) {
          boolean none = feature instanceof Multivalent && random.nextInt(3) == 0;
          int rows = feature.category().coding().rows();
          ids[row * width + own.first() + i] = none ? -1 : random.nextInt(rows);
          if (weights.count() > 0) {
            numbers[row * slots.numberCount() + weights.first() + i] =
                none ? 0 : random.nextInt(3) * random.nextFloat();
          }
        }
      }
      int example = row;
      plan.positions()
          .forEach(
              tower -> {
                int rows = tower.table().feature().coding().rows();
                ids[example * width + slots.position(tower.task()).first()] = random.nextInt(rows);
              });
      if (slots.group().count() > 0) {
        ids[row * width + slots.group().first()] = random.nextInt(2);
      }
    }
    List<Target> columns =
        tasks.stream()
            .flatMap(task -> Collections.nCopies(task.labels().size(), task.target()).stream())
            .toList();
    float[] labels = new float[columns.size() * size];
    float[] weights = new float[labels.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = label(columns.get(i / size), random);
      weights[i] = i % 3 == 0 ? 0 : 0.5f + random.nextFloat();
    }
    return new Batch(size, numbers, ids, labels, weights);
  }

  private static float label(Target target, Random random) {
    if (target instanceof Target.Regression || target instanceof Target.Quantile) {
      return (float) random.nextGaussian();
    } else if (target instanceof Target.Multiclass || target instanceof Target.Ordinal) {
      return random.nextInt(target.width());
    }
    return random.nextInt(target instanceof Target.Count ? 5 : 2);
  }

  /** The first so many columns of row numbers. */
  int[] ids(int width) {
    int[] first = new int[size * width];
    for (int i = 0; i < size; i++) {
      System.arraycopy(ids, i * (ids.length / size), first, i * width, width);
    }
    return first;
  }

  /** The same examples with other labels and weights. */
  Batch with(float[] labels, float[] weights) {
    return new Batch(size, numbers, ids, labels, weights);
  }
}
