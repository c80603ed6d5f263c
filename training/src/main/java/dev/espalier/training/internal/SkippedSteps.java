package dev.espalier.training.internal;

import dev.espalier.dsl.Problem;
import dev.espalier.training.DivergedException;
import dev.espalier.training.TrainingSettings;
import java.util.List;

/** Tells of steps that were not taken, and ends a training where they are too many in a row. */
record SkippedSteps(TrainingSettings settings, RunSaver saver) {

  /**
   * Tells of a step.
   *
   * @param culprits what was wrong with it
   * @param places where the examples came from that made it so, as far as they were found
   * @param inARow how many were not taken one after the other, this one included
   * @throws DivergedException where these are as many as the settings say
   */
  void tell(long step, List<String> culprits, List<String> places, int inARow) {
    int more = places.size() - Guilty.MOST;
    String by =
        places.isEmpty()
            ? ""
            : ", by "
                + String.join(", ", places.subList(0, Math.min(Guilty.MOST, places.size())))
                + (more > 0 ? " and " + more + " more" : "");
    String reason = String.join(", ", culprits) + by;
    settings.listener().onSkip(step, reason);
    if (inARow >= settings.skips()) {
      throw new DivergedException(
          new Problem(
              "training step " + step,
              reason + ", " + inARow + (inARow == 1 ? " step" : " steps in a row"),
              "losses and gradients to go on with",
              "Lower the learning rate, clip gradients, or check the inputs; nothing was changed by"
                  + " these steps"
                  + saver.last().map(path -> ", the last checkpoint is " + path).orElse("")),
          step,
          culprits,
          saver.last().orElse(null));
    }
  }
}
