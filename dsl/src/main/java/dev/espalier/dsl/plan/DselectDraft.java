package dev.espalier.dsl.plan;

import dev.espalier.dsl.DselectK;
import dev.espalier.dsl.DselectK.Selector;
import dev.espalier.dsl.plan.Parameter.Role;
import java.util.List;

/** Drafts DSelect-k. */
final class DselectDraft {
  /** Limit of the logits of selectors before training, as in the authors' code. */
  private static final float LOGITS = 0.05f;

  private DselectDraft() {}

  static Draft of(DselectK block, Place place) {
    return Draft.mixing(place.in(), place.out(), owners -> step(block, place, place.each(owners)));
  }

  private static DselectStep step(DselectK block, Place place, NetworkPlanner each) {
    boolean reads = block.selector() == Selector.PER_EXAMPLE;
    int activations = block.k() * DselectK.digits(place.in().size());
    // Near the middle of the step, where it is steepest; not at it, so that selectors differ.
    Initializer middle = new Initializer.Uniform(block.gamma() / 100);
    Initializer small = new Initializer.Uniform(LOGITS);
    return new DselectStep(
        place.path(),
        block,
        place.in(),
        place.out(),
        place.features(),
        reads ? kernel(each, "codes", place.features(), activations, middle) : null,
        each.bank("codes/bias", List.of(activations), Role.BIAS, middle, 0f),
        reads ? kernel(each, "weights", place.features(), block.k(), small) : null,
        each.bank("weights/bias", List.of(block.k()), Role.BIAS, small, 0f));
  }

  private static Bank kernel(
      NetworkPlanner each, String what, int inputs, int outputs, Initializer start) {
    return each.bank(what + "/kernel", List.of(inputs, outputs), Role.KERNEL, start, 0f);
  }
}
