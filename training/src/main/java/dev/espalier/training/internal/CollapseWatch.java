package dev.espalier.training.internal;

import dev.espalier.dsl.plan.CgcStep;
import dev.espalier.dsl.plan.MixtureStep;
import dev.espalier.dsl.plan.Plan;
import dev.espalier.dsl.plan.Step;
import dev.espalier.training.GateCollapse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds the softmax gates that give nearly everything to one stream. */
final class CollapseWatch {

  private CollapseWatch() {}

  /** The collapsed gates of this plan, by the mean gates of each block. */
  static List<GateCollapse> of(Plan plan, Map<String, float[][]> gates) {
    List<GateCollapse> found = new ArrayList<>();
    for (Step step : plan.everyStep()) {
      float[][] means = gates.get(step.path());
      boolean isSoftmax = step instanceof MixtureStep || step instanceof CgcStep;
      if (means == null || !isSoftmax) {
        continue;
      }
      for (int gate = 0; gate < means.length; gate++) {
        String task = step.out().get(gate).task();
        for (int stream = 0; stream < means[gate].length; stream++) {
          // A gate over one stream has nothing to choose.
          if (means[gate].length > 1 && means[gate][stream] > GateCollapse.SHARE) {
            found.add(
                new GateCollapse(
                    step.path(), task == null ? "all tasks" : task, stream, means[gate][stream]));
          }
        }
      }
    }
    return found;
  }
}
