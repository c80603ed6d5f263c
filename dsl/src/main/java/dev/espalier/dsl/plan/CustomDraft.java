package dev.espalier.dsl.plan;

import dev.espalier.dsl.BlockDeclaration;
import dev.espalier.dsl.WeightDeclaration;
import dev.espalier.dsl.plan.Parameter.Role;
import java.util.List;
import java.util.Map;

/** Drafts blocks from outside of Espalier. */
final class CustomDraft {

  private CustomDraft() {}

  static Draft of(BlockDeclaration block, Place place) {
    BlockDeclaration.Site site =
        new BlockDeclaration.Site(place.in(), place.out(), place.features());
    return new Draft(
        place.in(),
        place.out(),
        i -> block.reads(i, place.in()),
        owners ->
            new CustomStep(
                place.path(),
                block,
                site,
                place.name(),
                block.weights(site).stream()
                    .map(weight -> Map.entry(weight.name(), bank(weight, place, owners)))
                    .toList()));
  }

  private static Bank bank(WeightDeclaration weight, Place place, List<Owner> owners) {
    List<Owner> of =
        weight.streams().isEmpty() ? owners : weight.streams().stream().map(owners::get).toList();
    Initializer start =
        weight.start() instanceof WeightDeclaration.Start.Uniform uniform
            ? new Initializer.Uniform(uniform.limit())
            : new Initializer.Constant(((WeightDeclaration.Start.Constant) weight.start()).value());
    return new Bank(
        List.of(
            new Parameter(
                place.name() + "/" + weight.name(),
                weight.shape(),
                Role.KERNEL,
                start,
                Owner.union(of, place.tasks()),
                weight.l2())));
  }
}
