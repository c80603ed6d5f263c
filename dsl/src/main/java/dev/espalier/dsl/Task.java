package dev.espalier.dsl;

import java.util.List;
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

  /** The same task with this factor on its loss. */
  public Task weight(float weight) {
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

  /** The same task with its labels in this column. */
  public Task label(String column) {
    return new Task(
        name,
        target,
        tower,
        weight,
        column,
        mask,
        exampleWeight,
        selfAuxiliary,
        loss,
        keptNegatives,
        positionBias);
  }

  /** The same task whose labels count only where this column holds 1. */
  public Task mask(String column) {
    return new Task(
        name,
        target,
        tower,
        weight,
        label,
        column,
        exampleWeight,
        selfAuxiliary,
        loss,
        keptNegatives,
        positionBias);
  }

  /** The same task with each example weighted by this column. */
  public Task exampleWeight(String column) {
    return new Task(
        name,
        target,
        tower,
        weight,
        label,
        mask,
        column,
        selfAuxiliary,
        loss,
        keptNegatives,
        positionBias);
  }

  /** The same task with a small second tower of these widths, and gamma at its default. */
  public Task selfAuxiliary(int... units) {
    return selfAuxiliary(SelfAuxiliary.GAMMA, Layers.of(units));
  }

  /** The same task with this small second tower, whose loss counts gamma times. */
  public Task selfAuxiliary(float gamma, Layers tower) {
    return new Task(
        name,
        target,
        this.tower,
        weight,
        label,
        mask,
        exampleWeight,
        new SelfAuxiliary(gamma, tower),
        loss,
        keptNegatives,
        positionBias);
  }

  /** The same task with its error measured like this. */
  public Task loss(Loss loss) {
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
        share,
        positionBias);
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
        bias);
  }
}
