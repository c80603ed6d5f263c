package dev.espalier.dsl;

/**
 * A small second tower that helps a task in training (Wang et al., "Small Towers Make Big
 * Differences", 2020): it reads what the task's tower reads and learns the same labels, and the
 * task's loss becomes weight (loss + gamma loss of the small tower). It predicts nothing and is not
 * exported.
 *
 * @param gamma factor of the small tower's loss, positive; default {@link #GAMMA}
 * @param tower its hidden layers, may be empty; with its output layer it must have fewer parameters
 *     than the task's tower with its own
 */
public record SelfAuxiliary(float gamma, Layers tower) {
  /** Factor of the small tower's loss where none is given. */
  public static final float GAMMA = 0.5f;
}
