package dev.espalier.dsl.plan;

import dev.espalier.dsl.Activation;
import dev.espalier.dsl.Feature;
import dev.espalier.dsl.Pooling;
import dev.espalier.dsl.Positioned;
import dev.espalier.dsl.Topology;
import dev.espalier.dsl.plan.Parameter.Role;
import java.util.ArrayList;
import java.util.List;

/** Works out the networks of features that are pooled by attention. */
final class AttentionPlanner {

  private AttentionPlanner() {}

  static List<AttentionUnit> units(Topology topology, Owner everyone) {
    List<AttentionUnit> units = new ArrayList<>();
    for (Feature feature : topology.inputs()) {
      if (feature instanceof Positioned positioned
          && positioned.pooling() instanceof Pooling.Attention attention) {
        Feature target =
            topology.inputs().stream()
                .filter(input -> input.name().equals(attention.target()))
                .findFirst()
                .orElseThrow();
        units.add(unit(positioned, target, attention, everyone));
      }
    }
    return units;
  }

  private static AttentionUnit unit(
      Positioned feature, Feature target, Pooling.Attention attention, Owner everyone) {
    String name = "inputs/" + feature.name() + "/attention";
    NetworkPlanner planner = new NetworkPlanner(1, i -> name, i -> everyone);
    Networks hidden = planner.networks(4 * feature.depth(), attention.hidden());
    int read = hidden.outputWidth();
    float l2 = attention.hidden().l2();
    Initializer start = Initializer.glorot(read, 1);
    Bank kernel = planner.bank("head/kernel", List.of(read, 1), Role.KERNEL, start, l2);
    Bank bias = planner.vector("head/bias", 1, Role.BIAS, 0f);
    LayerPlan head = new LayerPlan(read, 1, kernel, bias, null, Activation.LINEAR, 0f);
    return new AttentionUnit(feature, target, hidden, head);
  }
}
