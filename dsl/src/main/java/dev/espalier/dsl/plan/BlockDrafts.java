package dev.espalier.dsl.plan;

import dev.espalier.dsl.Block;
import dev.espalier.dsl.CrossNetwork;
import dev.espalier.dsl.Dense;
import dev.espalier.dsl.Experts;
import dev.espalier.dsl.FactorizationMachine;
import dev.espalier.dsl.Gate;
import dev.espalier.dsl.Layers;
import dev.espalier.dsl.Mmoe;
import dev.espalier.dsl.Omoe;
import dev.espalier.dsl.SharedBottom;
import dev.espalier.dsl.Snr;
import dev.espalier.dsl.SnrToTasks;
import dev.espalier.dsl.plan.Parameter.Role;
import java.util.List;

/** Drafts the steps of each kind of block. */
final class BlockDrafts {

  private BlockDrafts() {}

  /** The steps of this block, first to last. */
  static List<Draft> of(Block block, Place place) {
    if (block instanceof Dense dense) {
      return List.of(networks(block, dense.layers(), place));
    } else if (block instanceof SharedBottom bottom) {
      return List.of(networks(block, bottom.layers(), place));
    } else if (block instanceof Experts experts) {
      return List.of(networks(block, experts.layers(), place));
    } else if (block instanceof Omoe omoe) {
      return List.of(mixture(block, omoe.gate(), place));
    } else if (block instanceof Mmoe mmoe) {
      return List.of(mixture(block, mmoe.gate(), place));
    } else if (block instanceof CrossNetwork cross) {
      return List.of(InteractionDrafts.of(cross, place));
    } else if (block instanceof FactorizationMachine machine) {
      return List.of(InteractionDrafts.of(machine, place));
    } else if (block instanceof SnrToTasks snr) {
      return List.of(SnrDraft.of(snr, place));
    } else {
      return List.of(SnrDraft.of((Snr) block, place));
    }
  }

  private static Draft networks(Block block, Layers layers, Place place) {
    return Draft.sideBySide(
        place.in(),
        place.out(),
        owners ->
            new NetworksStep(
                place.path(),
                block,
                place.in(),
                place.out(),
                place.each(owners).networks(place.width(), layers)));
  }

  private static Draft mixture(Block block, Gate gate, Place place) {
    return Draft.mixing(
        place.in(),
        place.out(),
        owners -> {
          boolean single = place.out().get(0).isShared();
          NetworkPlanner planner = single ? place.one(owners) : place.each(owners);
          int inputs = place.features();
          int streams = place.in().size();
          Initializer start = Initializer.glorot(inputs, streams);
          Bank kernel =
              planner.bank("gate/kernel", List.of(inputs, streams), Role.KERNEL, start, 0f);
          Bank bias =
              gate.bias() == Gate.Bias.NONE
                  ? null
                  : planner.vector("gate/bias", streams, Role.BIAS, 0f);
          return new MixtureStep(
              place.path(), block, place.in(), place.out(), inputs, kernel, bias);
        });
  }
}
