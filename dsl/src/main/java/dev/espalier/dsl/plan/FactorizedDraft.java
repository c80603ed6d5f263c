package dev.espalier.dsl.plan;

import dev.espalier.dsl.Stream;
import dev.espalier.dsl.TensorFactorized;
import dev.espalier.dsl.plan.Parameter.Role;
import java.util.ArrayList;
import java.util.List;

/** Drafts layers whose kernels are factorized over the tasks. */
final class FactorizedDraft {

  private FactorizedDraft() {}

  static List<Draft> of(TensorFactorized block, Place place) {
    List<Draft> drafts = new ArrayList<>();
    List<Stream> in = place.in();
    for (int units : block.layers().units()) {
      String part = "layer" + drafts.size();
      List<Stream> out = place.tasks().stream().map(task -> Stream.of(task, units)).toList();
      Place at = place.at(part, part, in, out);
      drafts.add(Draft.sideBySide(in, out, owners -> step(block, at, owners)));
      in = out;
    }
    return drafts;
  }

  private static FactorizedStep step(TensorFactorized block, Place place, List<Owner> owners) {
    TensorFactorized.Ranks ranks = block.ranks();
    int units = place.out().get(0).width();
    NetworkPlanner one = place.one(owners);
    NetworkPlanner each = place.each(owners);
    Initializer towards = Initializer.glorot(place.width(), ranks.inputs());
    Initializer across = Initializer.glorot(ranks.inputs(), ranks.outputs());
    Initializer back =
        NetworkPlanner.kernelInitializer(block.layers().activation(), ranks.outputs(), units);
    // With entries of variance 1 / rank the kernels of the tasks start as large as one slice.
    Initializer mixing = new Initializer.TruncatedNormal((float) (1 / Math.sqrt(ranks.tasks())));
    float l2 = block.layers().l2();
    return new FactorizedStep(
        place.path(),
        block,
        place.in(),
        place.out(),
        one.bank("inputs", List.of(place.width(), ranks.inputs()), Role.KERNEL, towards, l2),
        one.bank(
            "core",
            List.of(ranks.tasks(), ranks.inputs() * ranks.outputs()),
            Role.KERNEL,
            across,
            l2),
        one.bank("outputs", List.of(ranks.outputs(), units), Role.KERNEL, back, l2),
        each.bank("factors", List.of(ranks.tasks()), Role.BIAS, mixing, 0f),
        each.vector("bias", units, Role.BIAS, 0f));
  }
}
