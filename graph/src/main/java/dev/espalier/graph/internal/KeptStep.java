package dev.espalier.graph.internal;

import dev.espalier.dsl.Stream;
import dev.espalier.dsl.plan.Bank;
import dev.espalier.dsl.plan.CgcStep;
import dev.espalier.dsl.plan.ConcatStep;
import dev.espalier.dsl.plan.ConvStep;
import dev.espalier.dsl.plan.CrossStep;
import dev.espalier.dsl.plan.DselectStep;
import dev.espalier.dsl.plan.FactorizationStep;
import dev.espalier.dsl.plan.FactorizedStep;
import dev.espalier.dsl.plan.GruStep;
import dev.espalier.dsl.plan.MixtureStep;
import dev.espalier.dsl.plan.Networks;
import dev.espalier.dsl.plan.NetworksStep;
import dev.espalier.dsl.plan.SnrGateStep;
import dev.espalier.dsl.plan.SparseStep;
import dev.espalier.dsl.plan.Step;
import dev.espalier.dsl.plan.StitchStep;
import dev.espalier.dsl.plan.TransferStep;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Takes from a step what nobody reads; what is left is computed as in evaluation. */
final class KeptStep {
  private final FrozenLayers layers;
  private final KeptExperts experts;

  KeptStep(FrozenLayers layers, KeptExperts experts) {
    this.layers = layers;
    this.experts = experts;
  }

  /** This step with these of its streams in and out. */
  Step of(Step step, List<Integer> in, List<Integer> out) {
    List<Stream> streamsIn = some(step.in(), in);
    List<Stream> streamsOut = some(step.out(), out);
    if (step instanceof NetworksStep side) {
      return new NetworksStep(
          side.path(), side.block(), streamsIn, streamsOut, layers.of(side.networks(), out), 0f);
    } else if (step instanceof ConcatStep) {
      return step;
    } else if (step instanceof StitchStep unit) {
      Bank rows = FrozenLayers.some(unit.factors(), out);
      return new StitchStep(unit.path(), unit.block(), streamsIn, streamsOut, rows);
    } else if (step instanceof FactorizedStep layer) {
      return factorized(layer, streamsIn, streamsOut, out);
    } else if (step instanceof TransferStep transfer) {
      return transfer(transfer, in, out);
    } else if (step instanceof CgcStep level) {
      return level(level, streamsIn, streamsOut, out);
    }
    if (step instanceof CrossStep cross) {
      return new CrossStep(
          cross.path(),
          cross.block(),
          streamsIn,
          streamsOut,
          cross.layers().stream().map(layer -> some(layer, out)).toList());
    } else if (step instanceof FactorizationStep machine) {
      return new FactorizationStep(
          machine.path(),
          machine.block(),
          streamsIn,
          streamsOut,
          FrozenLayers.some(machine.factors(), out));
    } else if (step instanceof GruStep gru) {
      return new GruStep(
          gru.path(),
          gru.block(),
          streamsIn,
          streamsOut,
          gru.feature(),
          gru.units(),
          FrozenLayers.some(gru.kernel(), out),
          FrozenLayers.some(gru.recurrent(), out),
          FrozenLayers.some(gru.bias(), out));
    } else if (step instanceof ConvStep conv) {
      return new ConvStep(
          conv.path(),
          conv.block(),
          streamsIn,
          streamsOut,
          conv.image(),
          conv.conv(),
          conv.layers().stream().map(layer -> some(layer, out)).toList());
    }
    if (step instanceof SnrGateStep gate) {
      return gated(gate, streamsIn, streamsOut, out);
    }
    if (step instanceof SparseStep sparse) {
      return experts.of(sparse, streamsIn, streamsOut, out);
    }
    if (step instanceof DselectStep select) {
      return selectors(select, streamsIn, streamsOut, out);
    }
    return mixture((MixtureStep) step, streamsIn, streamsOut, out);
  }

  private Step transfer(TransferStep step, List<Integer> in, List<Integer> out) {
    return new TransferStep(
        step.path(),
        step.block(),
        some(step.in(), in),
        some(step.out(), out),
        out.stream().map(in::indexOf).toList(),
        in.indexOf(step.from()),
        out.indexOf(step.to()),
        layers.of(step.transfer(), List.of(0)),
        layers.of(step.attention(), List.of(0, 1, 2)));
  }

  private static Step factorized(
      FactorizedStep layer, List<Stream> in, List<Stream> out, List<Integer> kept) {
    return new FactorizedStep(
        layer.path(),
        layer.block(),
        in,
        out,
        layer.inputs(),
        layer.core(),
        layer.outputs(),
        FrozenLayers.some(layer.tasks(), kept),
        FrozenLayers.some(layer.biases(), kept));
  }

  private Step level(CgcStep level, List<Stream> in, List<Stream> out, List<Integer> kept) {
    int sharedStream = level.gated().size();
    boolean above = kept.contains(sharedStream);
    List<Integer> gates = kept.stream().filter(i -> i < sharedStream).toList();
    List<Integer> groups = above ? IntStream.range(0, level.groups()).boxed().toList() : gates;
    int perTask = level.level().perTask();
    List<Integer> experts =
        groups.stream()
            .flatMap(g -> IntStream.range(g * perTask, (g + 1) * perTask).boxed())
            .toList();
    Networks own = level.own();
    return new CgcStep(
        level.path(),
        level.block(),
        in,
        out,
        level.level(),
        groups.size(),
        gates.stream().map(groups::indexOf).toList(),
        own == null ? null : layers.of(own, experts),
        layers.of(level.shared(), IntStream.range(0, level.shared().count()).boxed().toList()),
        FrozenLayers.some(level.gates(), gates),
        above ? level.sharedGate() : null);
  }

  private Step gated(SnrGateStep gate, List<Stream> in, List<Stream> out, List<Integer> kept) {
    int inputs = in.size();
    List<Integer> connections =
        kept.stream().flatMap(i -> IntStream.range(i * inputs, (i + 1) * inputs).boxed()).toList();
    return new SnrGateStep(
        gate.path(),
        gate.block(),
        in,
        out,
        FrozenLayers.some(gate.kernel(), kept),
        FrozenLayers.some(gate.bias(), kept),
        some(gate.trans(), connections),
        layers.of(gate.networks(), kept));
  }

  private static Step selectors(
      DselectStep select, List<Stream> in, List<Stream> out, List<Integer> kept) {
    return new DselectStep(
        select.path(),
        select.block(),
        in,
        out,
        select.inputWidth(),
        some(select.codeKernel(), kept),
        FrozenLayers.some(select.codeBias(), kept),
        some(select.weightKernel(), kept),
        FrozenLayers.some(select.weightBias(), kept));
  }

  private Step mixture(
      MixtureStep all, List<Stream> streamsIn, List<Stream> streamsOut, List<Integer> out) {
    return new MixtureStep(
        all.path(), all.block(), streamsIn, streamsOut, layers.of(all.gates(), out), all.offer());
  }

  private static CrossStep.Layer some(CrossStep.Layer layer, List<Integer> kept) {
    return new CrossStep.Layer(
        some(layer.down(), kept),
        FrozenLayers.some(layer.kernel(), kept),
        FrozenLayers.some(layer.bias(), kept));
  }

  private static ConvStep.Layer some(ConvStep.Layer layer, List<Integer> kept) {
    return new ConvStep.Layer(
        FrozenLayers.some(layer.kernel(), kept),
        FrozenLayers.some(layer.bias(), kept),
        layer.positions());
  }

  private static List<Stream> some(List<Stream> streams, List<Integer> kept) {
    return kept.stream().map(streams::get).toList();
  }

  private static @Nullable Bank some(@Nullable Bank bank, List<Integer> kept) {
    return bank == null ? null : FrozenLayers.some(bank, kept);
  }
}
