package dev.espalier.training.data;

import dev.espalier.dsl.Categorical;
import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Numeric;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.InputSlots;
import dev.espalier.graph.FittedFeatures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns examples into what a topology is fed with. */
public final class Encoding {

  private Encoding() {}

  /**
   * Features and labels of these examples.
   *
   * @param topology a valid topology
   * @param fitted what {@link Fitting#fit} gave for this topology and the training part
   * @param examples at least one row, and at least one label per task
   * @throws ExamplesException with what is wrong, each with its place
   */
  public static EncodedExamples encode(
      Topology topology, FittedFeatures fitted, Examples examples) {
    return encode(topology, fitted, examples, topology.tasks());
  }

  /**
   * Features alone, for prediction: columns of labels, masks and weights are not read.
   *
   * @param topology a valid topology
   * @param fitted what {@link Fitting#fit} gave for this topology and the training part
   * @param examples at least one row
   * @throws ExamplesException with what is wrong, each with its place
   */
  public static EncodedExamples encodeInputs(
      Topology topology, FittedFeatures fitted, Examples examples) {
    return encode(topology, fitted, examples, null);
  }

  private static EncodedExamples encode(
      Topology topology, FittedFeatures fitted, Examples examples, @Nullable List<Task> tasks) {
    Problems problems = new Problems();
    int rows = examples.rows();
    if (rows == 0) {
      problems.add(examples.source(), "no rows", "at least one", "Give examples");
      problems.raise();
    }
    InputSlots slots = InputSlots.of(topology);
    int width = slots.numberCount();
    int idWidth = slots.idCount();
    float[] numbers = new float[EncodedExamples.size(examples, rows, width, "numbers")];
    int[] ids = new int[EncodedExamples.size(examples, rows, idWidth, "categories")];
    NumberCoding numeric = new NumberCoding(examples, numbers, slots, problems);
    CategoryCoding categorical = new CategoryCoding(examples, ids, slots, problems);
    for (Feature feature : topology.inputs()) {
      if (feature instanceof Numeric number) {
        numeric.add(number, fitted);
      } else if (feature instanceof Categorical category) {
        categorical.add(category, fitted);
      }
    }
    LabelCoding labels =
        new LabelCoding(
            examples, tasks == null ? List.of() : tasks, topology.tasksWithLoss(), problems);
    problems.raise();
    return new EncodedExamples(
        rows,
        width,
        numbers,
        idWidth,
        ids,
        topology.tasks().stream().mapToInt(task -> task.labels().size()).toArray(),
        tasks == null ? null : labels.labels(),
        labels.weights());
  }
}
