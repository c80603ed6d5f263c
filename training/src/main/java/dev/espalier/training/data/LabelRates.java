package dev.espalier.training.data;

import dev.espalier.dsl.Target;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import dev.espalier.training.data.SchemaReport.LabelFacts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How often labels are there, and what they say. */
final class LabelRates {
  private final Topology topology;
  private final Map<Label, Counts> labels = new LinkedHashMap<>();
  private final Set<String> broken = new HashSet<>();
  private long rows;

  LabelRates(Topology topology) {
    this.topology = topology;
  }

  private record Label(Task task, String column) {}

  /** What one label said so far. */
  private static final class Counts {
    private final double[] classes;
    private long there;
    private double sum;

    Counts(int classes) {
      this.classes = new double[classes];
    }
  }

  /** The tasks that a table has all columns of. */
  static List<Task> there(Topology topology, Examples examples) {
    return topology.tasksWithLoss().stream()
        .filter(task -> task.labels().stream().allMatch(examples::has))
        .filter(task -> task.mask() == null || examples.has(task.mask()))
        .filter(task -> task.exampleWeight() == null || examples.has(task.exampleWeight()))
        .toList();
  }

  /** Takes note of the labels of a part. */
  void add(Examples part) {
    rows += part.rows();
    for (Task task : there(topology, part)) {
      Problems problems = new Problems();
      List<Task> one = List.of(task);
      LabelCoding coding = new LabelCoding(part, one, one, new LabelTotals(), problems);
      if (!problems.isEmpty()) {
        broken.add(task.name());
        continue;
      }
      for (int i = 0; i < task.labels().size(); i++) {
        Counts counts =
            labels.computeIfAbsent(
                new Label(task, task.labels().get(i)), any -> new Counts(classes(task.target())));
        add(coding, i * part.rows(), part.rows(), counts);
      }
    }
  }

  private static void add(LabelCoding coding, int first, int rows, Counts counts) {
    float[] weights = coding.weights();
    for (int i = first; i < first + rows; i++) {
      if (weights == null || weights[i] > 0) {
        float value = coding.labels()[i];
        counts.there++;
        counts.sum += value;
        if (counts.classes.length > 0) {
          counts.classes[(int) value]++;
        }
      }
    }
  }

  /** The labels of tasks that can learn from all parts. */
  List<LabelFacts> finish() {
    List<LabelFacts> facts = new ArrayList<>();
    labels.forEach(
        (label, counts) -> {
          if (!broken.contains(label.task.name())) {
            double all = counts.there;
            facts.add(
                new LabelFacts(
                    label.task.name(),
                    label.column,
                    rows == 0 ? 0 : all / rows,
                    counts.sum / all,
                    Arrays.stream(counts.classes).map(count -> count / all).boxed().toList()));
          }
        });
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
