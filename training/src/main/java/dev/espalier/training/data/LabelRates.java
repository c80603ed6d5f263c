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
    List<LabelFacts> facts = new ArrayList<>();
    for (Task task : there(topology, examples)) {
      Problems problems = new Problems();
      List<Task> one = List.of(task);
      LabelCoding coding = new LabelCoding(examples, one, one, new LabelTotals(), problems);
      if (problems.isEmpty()) {
        for (int i = 0; i < task.labels().size(); i++) {
          facts.add(facts(task, i, coding, examples.rows()));
        }
      }
    }
    return facts;
  }

  private static LabelFacts facts(Task task, int number, LabelCoding coding, int rows) {
    float[] weights = coding.weights();
    double[] counts = new double[classes(task.target())];
    int there = 0;
    double sum = 0;
    for (int i = number * rows; i < (number + 1) * rows; i++) {
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
    return new LabelFacts(
        task.name(),
        task.labels().get(number),
        rows == 0 ? 0 : all / rows,
        sum / all,
        Arrays.stream(counts).map(count -> count / all).boxed().toList());
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
