package dev.espalier.dsl.plan;

import dev.espalier.dsl.Conv;
import dev.espalier.dsl.Gru;
import dev.espalier.dsl.Image;
import dev.espalier.dsl.Positioned;
import dev.espalier.dsl.plan.Parameter.Role;
import java.util.ArrayList;
import java.util.List;

/** Drafts the blocks that read the positions of a feature. */
final class PositionedDrafts {

  private PositionedDrafts() {}

  static Draft of(Gru gru, Place place) {
    return Draft.sideBySide(place.in(), place.out(), owners -> step(gru, place, owners));
  }

  private static GruStep step(Gru gru, Place place, List<Owner> owners) {
    Positioned feature = place.topology().positioned(gru.feature());
    NetworkPlanner planner = place.each(owners);
    int depth = feature.depth();
    int units = gru.units();
    return new GruStep(
        place.path(),
        gru,
        place.in(),
        place.out(),
        feature,
        units,
        planner.bank(
            "kernel",
            List.of(depth, 3 * units),
            Role.KERNEL,
            Initializer.glorot(depth, units),
            gru.l2()),
        planner.bank(
            "recurrent",
            List.of(units, 3 * units),
            Role.KERNEL,
            Initializer.glorot(units, units),
            gru.l2()),
        planner.vector("bias", 3 * units, Role.BIAS, 0f));
  }

  static Draft of(Conv conv, Place place) {
    return Draft.sideBySide(place.in(), place.out(), owners -> step(conv, place, owners));
  }

  private static ConvStep step(Conv conv, Place place, List<Owner> owners) {
    Image image = (Image) place.topology().positioned(conv.feature());
    NetworkPlanner planner = place.each(owners);
    List<ConvStep.Layer> layers = new ArrayList<>();
    int channels = image.depth();
    int rows = image.rows();
    int columns = image.columns();
    for (int filters : conv.filters()) {
      rows = (rows - 1) / conv.stride() + 1;
      columns = (columns - 1) / conv.stride() + 1;
      int window = conv.kernelSize() * conv.kernelSize() * channels;
      String name = "layer" + layers.size();
      layers.add(
          new ConvStep.Layer(
              planner.bank(
                  name + "/kernel",
                  List.of(window, filters),
                  Role.KERNEL,
                  NetworkPlanner.kernelInitializer(conv.activation(), window, filters),
                  conv.l2()),
              planner.vector(name + "/bias", filters, Role.BIAS, 0f),
              (long) rows * columns));
      channels = filters;
    }
    return new ConvStep(place.path(), conv, place.in(), place.out(), image, conv, layers);
  }
}
