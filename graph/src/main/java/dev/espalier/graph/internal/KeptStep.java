package dev.espalier.graph.internal;

import dev.espalier.dsl.Stream;
import dev.espalier.dsl.plan.Bank;
import dev.espalier.dsl.plan.CrossStep;
import dev.espalier.dsl.plan.FactorizationStep;
import dev.espalier.dsl.plan.MixtureStep;
import dev.espalier.dsl.plan.NetworksStep;
import dev.espalier.dsl.plan.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes from a step what nobody reads; what is left is computed as in evaluation. */
final class KeptStep {
  private final FrozenLayers layers;

  KeptStep(FrozenLayers layers) {
    this.layers = layers;
  }

  /** This step with these of its streams in and out. */
  Step of(Step step, List<Integer> in, List<Integer> out) {
    List<Stream> streamsIn = some(step.in(), in);
    List<Stream> streamsOut = some(step.out(), out);
    if (step instanceof NetworksStep side) {
      return new NetworksStep(
          side.path(), side.block(), streamsIn, streamsOut, layers.of(side.networks(), out));
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
    }
    MixtureStep all = (MixtureStep) step;
    return new MixtureStep(
        all.path(), all.block(), streamsIn, streamsOut, layers.of(all.gates(), out), all.offer());
  }

  private static CrossStep.Layer some(CrossStep.Layer layer, List<Integer> kept) {
    return new CrossStep.Layer(
        some(layer.down(), kept),
        FrozenLayers.some(layer.kernel(), kept),
        FrozenLayers.some(layer.bias(), kept));
  }

  private static List<Stream> some(List<Stream> streams, List<Integer> kept) {
    return kept.stream().map(streams::get).toList();
  }

  private static @Nullable Bank some(@Nullable Bank bank, List<Integer> kept) {
    return bank == null ? null : FrozenLayers.some(bank, kept);
  }
}
