package dev.espalier.dsl;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Something the model predicts: its kind of target, its tower, its loss weight, and where its
 * labels are.
 *
 * <p>A label that is empty, or whose {@code mask} column holds 0, is missing: the example takes no
 * part in this task's loss and metrics.
 *
 * @param name name of the task, and prefix of its outputs in the exported signatures
 * @param target what the label is, and so the loss and the output
 * @param tower hidden layers between the shared body and the output layer; may be empty
 * @param weight factor of the task's loss, positive; default 1
 * @param label column of the label; default the task's name
 * @param mask column that holds 0 where the label is missing and 1 elsewhere, or null for none
 * @param exampleWeight column of a non-negative weight of each example in this task's loss, or null
 *     for 1
 * @param selfAuxiliary a small second tower that is there in training only, or null for none
 * @param loss how its error is measured, or null for the usual loss of its target
 * @param keptNegatives share of the examples with the label no that the training data kept, in (0,
 *     1]; default 1
 * @param positionBias a tower on the position at which an example was shown, in training only, or
 *     null for none
 * @see Tasks
 */
public record Task(
    String name,
    Target target,
    Layers tower,
    float weight,
    String label,
    @Nullable String mask,
    @Nullable String exampleWeight,
    @Nullable SelfAuxiliary selfAuxiliary,
    @Nullable Loss loss,
    float keptNegatives,
    @Nullable PositionBias positionBias) {

  /** The columns of its labels: one, but for a multilabel task. */
  public List<String> labels() {
    return target instanceof Target.Multilabel several ? several.labels() : List.of(label);
  }

  /** The same task with a tower of these widths. */
  public Task tower(int... units) {
    return tower(Layers.of(units));
  }

  /** The same task with this tower. */
  public Task tower(Layers tower) {
    return with(copy -> copy.tower = tower);
  }

  /** The same task with this factor on its loss. */
  public Task weight(float weight) {
    return with(copy -> copy.weight = weight);
  }

  /** The same task with its labels in this column. */
  public Task label(String column) {
    return with(copy -> copy.label = column);
  }

  /** The same task whose labels count only where this column holds 1. */
  public Task mask(String column) {
    return with(copy -> copy.mask = column);
  }

  /** The same task with each example weighted by this column. */
  public Task exampleWeight(String column) {
    return with(copy -> copy.exampleWeight = column);
  }

  /** The same task with a small second tower of these widths, and gamma at its default. */
  public Task selfAuxiliary(int... units) {
    return selfAuxiliary(SelfAuxiliary.GAMMA, Layers.of(units));
  }

  /** The same task with this small second tower, whose loss counts gamma times. */
  public Task selfAuxiliary(float gamma, Layers tower) {
    return with(copy -> copy.selfAuxiliary = new SelfAuxiliary(gamma, tower));
  }

  /** The same task with its error measured like this. */
  public Task loss(Loss loss) {
    return with(copy -> copy.loss = loss);
  }

  /**
   * The same binary task for training data of which only this share of the examples with the label
   * no was kept. What is predicted, evaluated and served is the probability p of the training data
   * recalibrated to that of all data, p / (p + (1 - p) / share) (He et al., "Practical Lessons from
   * Predicting Clicks on Ads at Facebook", 2014, section 6.3); a product of tasks multiplies
   * recalibrated parts. The loss stays that of the training data.
   *
   * <p>So the log loss of a validation means something on data that was not down-sampled, or on
   * down-sampled data whose column {@code exampleWeight} holds 1 / share where the label is no (and
   * 1 in the training part); the AUC is the same for any share.
   */
  public Task keptNegatives(float share) {
    return with(copy -> copy.keptNegatives = share);
  }

  /**
   * The same task with a tower of these widths on the position in this column, which is read in
   * training only; positions are 0 up to but not {@code positions}.
   */
  public Task positionBias(String column, int positions, int... units) {
    return positionBias(PositionBias.of(column, positions, units));
  }

  /** The same task with this tower on the position. */
  public Task positionBias(PositionBias bias) {
    return with(copy -> copy.positionBias = bias);
  }

  private Task with(Consumer<Copy> change) {
    Copy copy = new Copy(this);
    change.accept(copy);
    return copy.task();
  }

  /** The parts of a task while one of them is changed. */
  private static final class Copy {
    private final String name;
    private final Target target;
    private Layers tower;
    private float weight;
    private String label;
    private @Nullable String mask;
    private @Nullable String exampleWeight;
    private @Nullable SelfAuxiliary selfAuxiliary;
    private @Nullable Loss loss;
    private float keptNegatives;
    private @Nullable PositionBias positionBias;

    private Copy(Task of) {
      name = of.name;
      target = of.target;
      tower = of.tower;
      weight = of.weight;
      label = of.label;
      mask = of.mask;
      exampleWeight = of.exampleWeight;
      selfAuxiliary = of.selfAuxiliary;
      loss = of.loss;
      keptNegatives = of.keptNegatives;
      positionBias = of.positionBias;
    }

    private Task task() {
      return new Task(
          name,
          target,
          tower,
          weight,
          label,
          mask,
          exampleWeight,
          selfAuxiliary,
          loss,
          keptNegatives,
          positionBias);
    }
  }
}
