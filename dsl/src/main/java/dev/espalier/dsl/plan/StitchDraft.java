package dev.espalier.dsl.plan;

import dev.espalier.dsl.CrossStitch;
import dev.espalier.dsl.Layers;
import dev.espalier.dsl.Stream;
import dev.espalier.dsl.plan.Parameter.Role;
import java.util.ArrayList;
import java.util.List;

/** Drafts networks with a cross-stitch unit after each layer. */
final class StitchDraft {

  private StitchDraft() {}

  static List<Draft> of(CrossStitch block, Place place) {
    List<Draft> drafts = new ArrayList<>();
    Layers all = block.layers();
    List<Stream> in = place.in();
    for (int i = 0; i < all.units().size(); i++) {
      Layers layer =
          new Layers(
              List.of(all.units().get(i)),
              all.activation(),
              all.dropout(),
              all.l2(),
              all.normalization());
      int units = all.units().get(i);
      List<Stream> out = place.tasks().stream().map(task -> Stream.of(task, units)).toList();
      Place at = place.at("layer" + i, "layer" + i, in, out);
      drafts.add(BlockDrafts.networks(block, layer, at));
      Place unit = place.at("unit" + i, "unit" + i, out, out);
      drafts.add(Draft.mixing(out, out, owners -> unit(block, unit, owners)));
      in = out;
    }
    return drafts;
  }

  private static StitchStep unit(CrossStitch block, Place place, List<Owner> owners) {
    int tasks = place.tasks().size();
    List<Parameter> rows = new ArrayList<>();
    for (int t = 0; t < tasks; t++) {
      rows.add(
          new Parameter(
              place.name() + "/" + place.tasks().get(t) + "/factors",
              List.of(tasks),
              Role.BIAS,
              new Initializer.Spread(t, tasks == 1 ? 1f : block.own()),
              owners.get(t),
              0f));
    }
    return new StitchStep(place.path(), block, place.in(), place.out(), new Bank(rows));
  }
}
