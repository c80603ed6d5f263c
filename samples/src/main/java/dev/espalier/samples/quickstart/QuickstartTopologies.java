package dev.espalier.samples.quickstart;

import static dev.espalier.dsl.Blocks.experts;
import static dev.espalier.dsl.Blocks.mmoe;
import static dev.espalier.dsl.Blocks.sharedBottom;
import static dev.espalier.dsl.Blocks.snr;
import static dev.espalier.dsl.Features.numeric;
import static dev.espalier.dsl.Tasks.regression;

import dev.espalier.dsl.HardConcrete;
import dev.espalier.dsl.Topology;

/** The two models that the quick start compares, in Java; {@code Topologies.kt} has the twins. */
public final class QuickstartTopologies {

  private QuickstartTopologies() {}

  /**
   * Eight experts, routed into four sub-networks, weighed by a gate per task. The codes start more
   * open than closed, so that their noise does not keep the experts from learning first.
   */
  public static Topology routed() {
    return Topology.builder("synthetic-tasks")
        .inputs(numeric("x", 100))
        .shared(
            experts(8, 16),
            snr(4, 16).codes(HardConcrete.defaults().initialLogAlpha(1f).lambda(3e-2f)),
            mmoe())
        .task(regression("y1").tower(8))
        .task(regression("y2").tower(8))
        .build();
  }

  /** One shared network with as many weights as the paper's MMoE. */
  public static Topology sharedBottomBaseline() {
    return Topology.builder("shared-bottom")
        .inputs(numeric("x", 100))
        .shared(sharedBottom(113))
        .task(regression("y1").tower(8))
        .task(regression("y2").tower(8))
        .build();
  }
}
