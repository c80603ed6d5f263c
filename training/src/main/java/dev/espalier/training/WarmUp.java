package dev.espalier.training;

/**
 * Rises in a straight line to the first rate of another schedule, then follows it from its
 * beginning: then(0) (step + 1) / steps while step &lt; steps, then(step − steps) afterwards.
 *
 * @param steps length of the rise in steps, positive
 * @param then the schedule that follows
 */
public record WarmUp(long steps, Schedule then) implements Schedule {
  /**
   * Checks the settings.
   *
   * @throws GradientException where steps is not positive
   */
  public WarmUp {
    Settings.positive("warmUp.steps", steps, "Leave the warm-up out for none");
  }

  @Override
  public float at(long step) {
    return step < steps
        ? (float) ((double) then.at(0) * (step + 1) / steps)
        : then.at(step - steps);
  }
}
