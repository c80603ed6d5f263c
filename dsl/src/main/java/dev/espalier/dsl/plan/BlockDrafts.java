package dev.espalier.dsl.plan;

import dev.espalier.dsl.Block;
import dev.espalier.dsl.CrossNetwork;
import dev.espalier.dsl.Dense;
import dev.espalier.dsl.Experts;
import dev.espalier.dsl.FactorizationMachine;
import dev.espalier.dsl.Layers;
import dev.espalier.dsl.Mmoe;
import dev.espalier.dsl.Omoe;
import dev.espalier.dsl.SharedBottom;
import dev.espalier.dsl.Snr;
import dev.espalier.dsl.SnrToTasks;
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
      return List.of(MixtureDraft.of(block, omoe.gate(), place));
    } else if (block instanceof Mmoe mmoe) {
      return List.of(MixtureDraft.of(block, mmoe.gate(), place));
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
}
