package dev.espalier.dsl.plan;

import dev.espalier.dsl.CrossNetwork;
import dev.espalier.dsl.FactorizationMachine;
import dev.espalier.dsl.plan.Parameter.Role;
import java.util.ArrayList;
import java.util.List;

/** Drafts the blocks that multiply a stream's entries with one another. */
final class InteractionDrafts {

  private InteractionDrafts() {}

  static Draft of(CrossNetwork cross, Place place) {
    return Draft.sideBySide(place.in(), place.out(), owners -> step(cross, place, owners));
  }

  private static CrossStep step(CrossNetwork cross, Place place, List<Owner> owners) {
    NetworkPlanner planner = place.each(owners);
    int width = place.width();
    boolean full = cross.rank() == CrossNetwork.FULL;
    List<CrossStep.Layer> layers = new ArrayList<>();
    for (int l = 0; l < cross.layers(); l++) {
      String name = "layer" + l + "/";
      layers.add(
          new CrossStep.Layer(
              full ? null : matrix(planner, name + "down", width, cross.rank(), cross.l2()),
              matrix(planner, name + "kernel", full ? width : cross.rank(), width, cross.l2()),
              planner.vector(name + "bias", width, Role.BIAS, 0f)));
    }
    return new CrossStep(place.path(), cross, place.in(), place.out(), layers);
  }

  static Draft of(FactorizationMachine machine, Place place) {
    return Draft.sideBySide(
        place.in(),
        place.out(),
        owners ->
            new FactorizationStep(
                place.path(),
                machine,
                place.in(),
                place.out(),
                matrix(
                    place.each(owners),
                    "factors",
                    place.width(),
                    machine.factors(),
                    machine.l2())));
  }

  private static Bank matrix(NetworkPlanner planner, String name, int in, int out, float l2) {
    Initializer start = Initializer.glorot(in, out);
    return planner.bank(name, List.of(in, out), Role.KERNEL, start, l2);
  }
}
