package dev.espalier.dsl.plan;

import dev.espalier.dsl.Activation;
import dev.espalier.dsl.Block;
import dev.espalier.dsl.Gate;
import dev.espalier.dsl.plan.Parameter.Role;
import java.util.ArrayList;
import java.util.List;

/** Drafts mixtures, and works out gates wherever they are. */
final class MixtureDraft {

  private MixtureDraft() {}

  static Draft of(Block block, Gate gate, Place place) {
    return Draft.mixing(
        place.in(),
        place.out(),
        owners -> {
          boolean single = place.out().get(0).isShared();
          NetworkPlanner planner = single ? place.one(owners) : place.each(owners);
          Networks gates = gates(gate, planner, place.features(), place.in().size());
          return new MixtureStep(place.path(), block, place.in(), place.out(), gates, gate.offer());
        });
  }

  /**
   * A network per name of the planner, from numbers to logits: hidden layers {@code gate/layer…},
   * then {@code gate/kernel} and {@code gate/bias}.
   */
  static Networks gates(Gate gate, NetworkPlanner planner, int inputs, int streams) {
    Networks hidden = planner.under("gate").networks(inputs, gate.hidden());
    int read = hidden.outputWidth();
    Initializer start = Initializer.glorot(read, streams);
    float l2 = gate.hidden().l2();
    Bank kernel = planner.bank("gate/kernel", List.of(read, streams), Role.KERNEL, start, l2);
    Bank bias =
        gate.bias() == Gate.Bias.NONE ? null : planner.vector("gate/bias", streams, Role.BIAS, 0f);
    List<LayerPlan> layers = new ArrayList<>(hidden.layers());
    layers.add(new LayerPlan(read, streams, kernel, bias, null, Activation.LINEAR, 0f));
    return new Networks(planner.count(), inputs, layers);
  }
}
