package dev.espalier.graph.internal;

import dev.espalier.dsl.plan.CgcStep;
import dev.espalier.dsl.plan.ConcatStep;
import dev.espalier.dsl.plan.ConvStep;
import dev.espalier.dsl.plan.CrossStep;
import dev.espalier.dsl.plan.CustomStep;
import dev.espalier.dsl.plan.DselectStep;
import dev.espalier.dsl.plan.FactorizationStep;
import dev.espalier.dsl.plan.FactorizedStep;
import dev.espalier.dsl.plan.GruStep;
import dev.espalier.dsl.plan.HierarchicalStep;
import dev.espalier.dsl.plan.MixtureStep;
import dev.espalier.dsl.plan.NetworksStep;
import dev.espalier.dsl.plan.SnrGateStep;
import dev.espalier.dsl.plan.SnrStep;
import dev.espalier.dsl.plan.SparseStep;
import dev.espalier.dsl.plan.Step;
import dev.espalier.dsl.plan.StitchStep;
import dev.espalier.dsl.plan.TransferStep;
import dev.espalier.graph.Lowering;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Writes one step after the other, whatever its kind: in training, evaluation and serving. */
final class StepLowering {
  private final Ops tf;
  private final Lowering lowering;
  private final Phase phase;
  private final NetworksLowering networks;
  private final MixtureLowering mixtures;
  private final SnrLowering snr;
  private final SnrGateLowering snrGates;
  private final DselectLowering selectors;
  private final SparseLowering sparse;
  private final InteractionLowering interactions;
  private final GruLowering units;
  private final ConvLowering convolutions;
  private final StitchLowering stitches;
  private final FactorizedLowering factorized;
  private final CgcLowering levels;
  private final TransferLowering transfers;
  private final CustomLowering custom;
  private final Map<String, Operand<TFloat32>> gates = new LinkedHashMap<>();
  private final Routed routed = Routed.nothing();
  private final List<Operand<TFloat32>> penalties = new ArrayList<>();

  StepLowering(
      Ops tf, Lowering lowering, WeightSource weights, NetworksLowering networks, Phase phase) {
    this.tf = tf;
    this.lowering = lowering;
    this.phase = phase;
    this.networks = networks;
    this.mixtures = new MixtureLowering(tf, networks);
    this.snr = new SnrLowering(tf, weights, phase);
    this.snrGates = new SnrGateLowering(tf, weights, phase);
    this.selectors = new DselectLowering(tf, weights);
    this.sparse = new SparseLowering(tf, weights, networks, phase, gates, routed, penalties);
    this.interactions = new InteractionLowering(tf, weights);
    this.units = new GruLowering(tf, weights);
    this.convolutions = new ConvLowering(tf, weights);
    this.stitches = new StitchLowering(tf, weights);
    this.factorized = new FactorizedLowering(tf, weights, phase);
    this.levels = new CgcLowering(tf, weights, networks, lowering);
    this.transfers = new TransferLowering(tf, networks);
    this.custom = new CustomLowering(tf, weights, phase, penalties);
  }

  /**
   * Streams out of this step.
   *
   * @param features what enters the body; gates read it
   */
  Streams apply(Step step, Streams in, Features features) {
    if (step instanceof CustomStep own) {
      return custom.apply(own, in, features.stream());
    }
    if (step instanceof NetworksStep side) {
      return networks.apply(side.networks(), in, lowering);
    } else if (step instanceof MixtureStep mixture) {
      Operand<TFloat32> logits = mixtures.logits(mixture, features.stream(), lowering);
      Operand<TFloat32> weighing = mixtures.gates(logits);
      gates.put(mixture.path(), weighing);
      return mixtures.mix(mixture, in, weighing, logits);
    }
    if (step instanceof SnrGateStep gate) {
      return gated(gate, in, features);
    }
    if (step instanceof SparseStep few) {
      return sparse.apply(few, in, features, lowering);
    }
    if (step instanceof DselectStep select) {
      return select(select, in, features);
    } else if (step instanceof HierarchicalStep hierarchy) {
      return copies(hierarchy, in, features);
    }
    if (step instanceof CrossStep cross) {
      return interactions.cross(cross, in);
    } else if (step instanceof FactorizationStep machine) {
      return interactions.pairs(machine, in);
    } else if (step instanceof GruStep gru) {
      return units.apply(gru, in, features.positions(gru.feature().name()));
    } else if (step instanceof ConvStep conv) {
      return convolutions.apply(conv, in, features.positions(conv.image().name()));
    }
    return ofTasks(step, in, features);
  }

  private Streams ofTasks(Step step, Streams in, Features features) {
    if (step instanceof SnrStep routing) {
      return snr(routing, in);
    } else if (step instanceof ConcatStep concat) {
      return Streams.flat(tf, 1, concat.out().get(0).width(), in.flat());
    } else if (step instanceof StitchStep unit) {
      return stitches.apply(unit, in);
    } else if (step instanceof FactorizedStep layer) {
      return factorized.apply(layer, in);
    } else if (step instanceof TransferStep transfer) {
      return transfers.apply(transfer, in, lowering);
    }
    CgcStep level = (CgcStep) step;
    Operand<TFloat32> weighing = levels.gates(level, in, features.stream());
    gates.put(level.path(), weighing);
    return levels.apply(level, in, features.stream(), weighing);
  }

  private Streams gated(SnrGateStep step, Streams in, Features features) {
    Operand<TFloat32> logAlpha = snrGates.logAlpha(step, features.stream());
    Operand<TFloat32> codes = snrGates.codes(step, logAlpha);
    gates.put(step.path(), codes);
    if (step.settings().lambda() > 0 && phase.isTraining()) {
      penalties.add(snrGates.penalty(step, logAlpha));
    }
    return networks.apply(step.networks(), snrGates.connect(step, in, codes), lowering);
  }

  private Streams select(DselectStep step, Streams in, Features features) {
    Operand<TFloat32> shares = selectors.shares(step, features.stream());
    Operand<TFloat32> weighing = selectors.weights(step, shares, features.stream());
    if (step.readsFeatures()) {
      gates.put(step.path(), weighing);
    }
    if (phase.isTraining()) {
      selectors.penalty(step, shares).ifPresent(penalties::add);
    }
    return selectors.mix(step, in, weighing);
  }

  private Streams copies(HierarchicalStep hierarchy, Streams in, Features features) {
    List<Operand<TFloat32>> out = new ArrayList<>();
    for (List<Step> copy : hierarchy.copies()) {
      Streams own = in;
      for (Step step : copy) {
        own = apply(step, own, features);
      }
      out.add(own.flat());
    }
    return Streams.list(tf, hierarchy.out().get(0).width(), out);
  }

  private Streams snr(SnrStep step, Streams in) {
    if (step.connections().settings().lambda() > 0) {
      penalties.add(snr.penalty(step.connections()));
    }
    return networks.apply(step.networks(), snr.connect(step.connections(), in), lowering);
  }

  /** Gates [batch, gates, streams] of what weighs by the features, by its path in the topology. */
  Map<String, Operand<TFloat32>> gates() {
    return gates;
  }

  /** What routers tell, of the steps so far. */
  Routed routed() {
    return routed;
  }

  /** Scalars that no task owns, of the steps so far. */
  List<Operand<TFloat32>> penalties() {
    return penalties;
  }
}
