package dev.espalier.graph.internal;

import dev.espalier.dsl.Categorical;
import dev.espalier.dsl.Target;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.plan.Plan;
import java.util.List;
import java.util.Random;

/**
 * Examples as the training graph takes them, row by row.
 *
 * @param size number of examples
 * @param numbers [size, n]
 * @param ids [size, categorical features]
 * @param labels [tasks, size]
 * @param weights [tasks, size]
 */
record Batch(int size, float[] numbers, int[] ids, float[] labels, float[] weights) {

  /** Normal numbers, legal ids and labels, and weights of which every third is 0. */
  static Batch random(Plan plan, int size, long seed) {
    Random random = new Random(seed);
    List<Categorical> categories = InputLowering.categories(plan);
    List<Task> tasks = plan.topology().tasks();
    float[] numbers = new float[size * InputLowering.numbers(plan)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    int[] ids = new int[size * categories.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = random.nextInt(categories.get(i % categories.size()).coding().rows());
    }
    float[] labels = new float[tasks.size() * size];
    float[] weights = new float[labels.length];
    for (int i = 0; i < labels.length; i++) {
      Target target = tasks.get(i / size).target();
      labels[i] =
          target instanceof Target.Regression
              ? (float) random.nextGaussian()
              : random.nextInt(target instanceof Target.Multiclass m ? m.classes() : 2);
      weights[i] = i % 3 == 0 ? 0 : 0.5f + random.nextFloat();
    }
    return new Batch(size, numbers, ids, labels, weights);
  }

  /** The same examples with other labels and weights. */
  Batch with(float[] labels, float[] weights) {
    return new Batch(size, numbers, ids, labels, weights);
  }
}
