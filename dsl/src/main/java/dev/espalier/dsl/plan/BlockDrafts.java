package dev.espalier.dsl.plan;

import dev.espalier.dsl.Aitm;
import dev.espalier.dsl.Block;
import dev.espalier.dsl.BlockDeclaration;
import dev.espalier.dsl.Cgc;
import dev.espalier.dsl.Conv;
import dev.espalier.dsl.CrossNetwork;
import dev.espalier.dsl.CrossStitch;
import dev.espalier.dsl.Dense;
import dev.espalier.dsl.DselectK;
import dev.espalier.dsl.Exit;
import dev.espalier.dsl.Experts;
import dev.espalier.dsl.FactorizationMachine;
import dev.espalier.dsl.Gru;
import dev.espalier.dsl.HierarchicalExperts;
import dev.espalier.dsl.L2Constrained;
import dev.espalier.dsl.Layers;
import dev.espalier.dsl.Mmoe;
import dev.espalier.dsl.Omoe;
import dev.espalier.dsl.Ple;
import dev.espalier.dsl.SharedBottom;
import dev.espalier.dsl.SingleTask;
import dev.espalier.dsl.Snr;
import dev.espalier.dsl.SnrGate;
import dev.espalier.dsl.SnrToTasks;
import dev.espalier.dsl.SparseMoe;
import dev.espalier.dsl.Stream;
import dev.espalier.dsl.StreamFlow;
import dev.espalier.dsl.TensorFactorized;
import java.util.ArrayList;
import java.util.List;

/** Drafts the steps of each kind of block. */
final class BlockDrafts {

  private BlockDrafts() {}

  /** The steps of this block, first to last. */
  static List<Draft> of(Block block, Place place) {
    if (StreamFlow.concatenates(block) && place.in().size() > 1 && place.in().get(0).isShared()) {
      List<Stream> one = List.of(Stream.shared(place.in().stream().mapToInt(Stream::width).sum()));
      Place concat = place.at("concat", "concat", place.in(), one);
      List<Draft> drafts = new ArrayList<>();
      drafts.add(
          Draft.mixing(
              place.in(), one, owners -> new ConcatStep(concat.path(), block, place.in(), one)));
      drafts.addAll(drafts(block, place.reading(one)));
      return drafts;
    }
    return drafts(block, place);
  }

  private static List<Draft> drafts(Block block, Place place) {
    if (block instanceof BlockDeclaration own) {
      return List.of(CustomDraft.of(own, place));
    }
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
    } else if (block instanceof HierarchicalExperts hierarchy) {
      return List.of(HierarchicalDraft.of(hierarchy, place));
    } else if (block instanceof CrossNetwork cross) {
      return List.of(InteractionDrafts.of(cross, place));
    } else if (block instanceof FactorizationMachine machine) {
      return List.of(InteractionDrafts.of(machine, place));
    } else if (block instanceof Gru gru) {
      return List.of(PositionedDrafts.of(gru, place));
    } else if (block instanceof Conv conv) {
      return List.of(PositionedDrafts.of(conv, place));
    } else if (block instanceof DselectK select) {
      return List.of(DselectDraft.of(select, place));
    } else if (block instanceof SparseMoe sparse) {
      return List.of(SparseDraft.of(sparse, place));
    } else if (block instanceof SnrGate snr) {
      return List.of(SnrDraft.of(snr, place));
    } else if (block instanceof SnrToTasks snr) {
      return List.of(SnrDraft.of(snr, place));
    } else if (block instanceof Snr snr) {
      return List.of(SnrDraft.of(snr, place));
    } else if (block instanceof SingleTask single) {
      return List.of(networks(block, single.layers(), place));
    } else if (block instanceof L2Constrained tied) {
      return List.of(networks(block, tied.layers(), tied.strength(), place));
    } else if (block instanceof CrossStitch stitch) {
      return StitchDraft.of(stitch, place);
    } else if (block instanceof Exit exit) {
      return List.of(ExitDraft.of(exit, place));
    } else if (block instanceof Aitm aitm) {
      return TransferDraft.of(aitm, place);
    } else if (block instanceof TensorFactorized factorized) {
      return FactorizedDraft.of(factorized, place);
    } else if (block instanceof Ple ple) {
      return CgcDraft.of(block, ple.levels(), place);
    }
    return CgcDraft.of(block, List.of((Cgc) block), place);
  }

  /** Networks side by side. */
  static Draft networks(Block block, Layers layers, Place place) {
    return networks(block, layers, 0f, place);
  }

  private static Draft networks(Block block, Layers layers, float tie, Place place) {
    return Draft.sideBySide(
        place.in(),
        place.out(),
        owners ->
            new NetworksStep(
                place.path(),
                block,
                place.in(),
                place.out(),
                place.each(owners).networks(place.width(), layers),
                tie));
  }
}
