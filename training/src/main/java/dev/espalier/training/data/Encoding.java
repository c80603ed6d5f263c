package dev.espalier.training.data;

import dev.espalier.dsl.Categorical;
import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Multivalent;
import dev.espalier.dsl.Task;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.InputSlots;
import dev.espalier.graph.FittedFeatures;
import java.util.ArrayList;
import java.util.List;

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
    return encode(topology, fitted, examples, Part.LABELS, new Dictionaries(), new LabelTotals());
  }

  /**
   * Features, labels, and what is read in training only, such as positions.
   *
   * @param topology a valid topology
   * @param fitted what {@link Fitting#fit} gave for this topology and these examples
   * @param examples at least one row, and at least one label per task
   * @throws ExamplesException with what is wrong, each with its place
   */
  public static EncodedExamples encodeTraining(
      Topology topology, FittedFeatures fitted, Examples examples) {
    return encode(topology, fitted, examples, Part.TRAINING, new Dictionaries(), new LabelTotals());
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
    return encode(topology, fitted, examples, Part.INPUTS, new Dictionaries(), new LabelTotals());
  }

  /**
   * The same of a part of a table, in which a task may have no label and hashed words are not
   * counted.
   */
  static EncodedExamples encodePart(
      Topology topology, FittedFeatures fitted, Examples part, Dictionaries dictionaries) {
    return encode(topology, fitted, part, Part.STREAMED, dictionaries, new LabelTotals());
  }

  /**
   * Features and labels of a part of a table, in which a task may have no label.
   *
   * @param totals takes note of the labels of each task
   */
  static EncodedExamples encodeHeld(
      Topology topology,
      FittedFeatures fitted,
      Examples part,
      Dictionaries dictionaries,
      LabelTotals totals) {
    return encode(topology, fitted, part, Part.HELD, dictionaries, totals);
  }

  /** What is read of examples: each part takes in the one before it. */
  private enum Part {
    INPUTS,
    HELD,
    LABELS,
    TRAINING,
    STREAMED;

    boolean trains() {
      return this == TRAINING || this == STREAMED;
    }

    boolean isWhole() {
      return this != HELD && this != STREAMED;
    }
  }

  private static EncodedExamples encode(
      Topology topology,
      FittedFeatures fitted,
      Examples examples,
      Part part,
      Dictionaries dictionaries,
      LabelTotals totals) {
    boolean labelled = part != Part.INPUTS;
    Problems problems = new Problems();
    int rows = examples.rows();
    if (rows == 0) {
      problems.add(examples.source(), "no rows", "at least one", "Give examples");
      problems.raise();
    }
    InputSlots slots = InputSlots.of(topology);
    int width = slots.numberCount();
    int idWidth = part.trains() ? slots.trainingIdCount() : slots.idCount();
    float[] numbers = new float[EncodedExamples.size(examples, rows, width, "numbers")];
    int[] ids = new int[EncodedExamples.size(examples, rows, idWidth, "categories")];
    NumberCoding numeric = new NumberCoding(examples, numbers, slots, problems);
    CategoryCoding categorical =
        new CategoryCoding(examples, ids, idWidth, slots, dictionaries, problems);
    ListCoding lists =
        new ListCoding(examples, numbers, ids, idWidth, slots, dictionaries, problems);
    for (Feature feature : topology.inputs()) {
      if (feature.numeric() != null) {
        numeric.add(feature, fitted);
      } else if (feature instanceof Categorical category) {
        categorical.add(category, fitted);
      } else if (feature instanceof Multivalent several) {
        lists.add(several, fitted);
      }
    }
    for (Task task : topology.tasks()) {
      if (part.trains() && task.positionBias() != null) {
        categorical.positions(task, task.positionBias());
      }
    }
    String group = topology.group();
    if (part.trains() && group != null) {
      categorical.groups(group);
    }
    LabelCoding labels =
        new LabelCoding(
            examples,
            labelled ? topology.tasks() : List.of(),
            topology.tasksWithLoss(),
            totals,
            problems);
    List<HashCollisions> collisions = new ArrayList<>();
    if (part.isWhole()) {
      totals.require(new TableFacts(examples.source(), rows), problems);
      collisions.addAll(categorical.collisions());
      collisions.addAll(HashCollisions.ofLists(topology, examples, problems));
    }
    problems.raise();
    return new EncodedExamples(
        rows,
        width,
        numbers,
        idWidth,
        ids,
        topology.tasks().stream().mapToInt(task -> task.labels().size()).toArray(),
        labelled ? labels.labels() : null,
        labels.weights(),
        collisions,
        examples.portions());
  }
}
