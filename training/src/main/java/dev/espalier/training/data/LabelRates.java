package dev.espalier.training.data;

import dev.espalier.dsl.Target;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import dev.espalier.training.data.SchemaReport.LabelFacts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How often labels are there, and what they say. */
final class LabelRates {

  private LabelRates() {}

  /** The tasks that a table has all columns of. */
  static List<Task> there(Topology topology, Examples examples) {
    return topology.tasksWithLoss().stream()
        .filter(task -> task.labels().stream().allMatch(examples::has))
        .filter(task -> task.mask() == null || examples.has(task.mask()))
        .filter(task -> task.exampleWeight() == null || examples.has(task.exampleWeight()))
        .toList();
  }

  static List<LabelFacts> of(Topology topology, Examples examples) {
    Problems problems = new Problems();
    List<Task> tasks = there(topology, examples);
    LabelCoding coding = new LabelCoding(examples, tasks, tasks, new LabelTotals(), problems);
    problems.raise();
    float[] weights = coding.weights();
    List<LabelFacts> facts = new ArrayList<>();
    int rows = examples.rows();
    int from = 0;
    for (Task task : tasks) {
      for (String label : task.labels()) {
        double[] counts = new double[classes(task.target())];
        double there = 0;
        double sum = 0;
        for (int i = from; i < from + rows; i++) {
          if (weights == null || weights[i] > 0) {
            float value = coding.labels()[i];
            there++;
            sum += value;
            if (counts.length > 0) {
              counts[(int) value]++;
            }
          }
        }
        double all = there;
        facts.add(
            new LabelFacts(
                task.name(),
                label,
                all / rows,
                sum / all,
                Arrays.stream(counts).map(count -> count / all).boxed().toList()));
        from += rows;
      }
    }
    return facts;
  }

  private static int classes(Target target) {
    if (target instanceof Target.Multiclass || target instanceof Target.Ordinal) {
      return target.width();
    }
    boolean flag =
        target instanceof Target.Binary
            || target instanceof Target.Multilabel
            || target instanceof Target.Product;
    return flag ? 2 : 0;
  }
}
